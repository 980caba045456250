package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.steps.Retries;
import io.monopod.scenarios.steps.Streams;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The gateway is killed while sessions run; afterwards each is found on its instance.
final class GatewayRestart implements Scenario {
    private static final String VALUE = "still there?";

    /// A lease for the instances to report, and as much again for a busy machine.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// Until a broken connection is noticed on a busy machine.
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @Override
    public About about() {
        return new About(
                "gateway_restart",
                "The gateway is killed, and every session is found where it was",
                """
        Every instance is held, and a stream of each session runs, when the gateway is killed. A new \
        one starts on the same ports and knows nothing: it places no new session before the \
        instances have had time to report. Each client, with the token that it had, reaches the pod \
        that it had; a newcomer is told to wait, and then that all are busy.""",
                Need.ONE_GATEWAY,
                List.of(Parameter.instances(20, 1)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super.system(parameters).withSubscribeInterval(Streams.INTERVAL);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> holders = stage.clients(stage.parameters().instances());
        Client newcomer = stage.client("newcomer");
        Faults faults = stage.faults();
        HoldingClients.takeEvery(stage, holders, List.of(newcomer));
        List<String> pods =
                holders.stream().map(client -> String.valueOf(client.view().pod())).toList();
        stage.step(
                "Kill the gateway under their streams", () -> streamsEnd(stage, holders, faults));
        stage.step("Call while there is none", () -> nobodyAnswers(stage, holders));
        stage.step("Start it again", () -> faults.restart(faults.gateways().getFirst()));
        stage.step("Every client calls again", () -> areFound(stage, holders, pods));
        stage.step("A newcomer asks for an instance", () -> isHeldOff(stage, newcomer));
        stage.step("All shut down", () -> Endings.shutDown(stage, holders));
    }

    private static void streamsEnd(Stage stage, List<Client> holders, Faults faults)
            throws InterruptedException {
        List<Subscription> streams =
                holders.stream().map(each -> each.subscribe(VALUE, each.envelope())).toList();
        try {
            List<Integer> running = stage.together(streams, GatewayRestart::firstMessages);
            stage.require(
                    "A stream of each session runs",
                    check ->
                            check.that(!running.contains(0), "messages of each: " + running)
                                    .summary(running.size() + " streams"));
            faults.kill(faults.gateways().getFirst());
            List<Optional<Exchange>> ends = stage.together(streams, GatewayRestart::end);
            stage.check(
                    "Each stream ends at once, and not as if it were complete",
                    check -> {
                        ends.stream()
                                .flatMap(Optional::stream)
                                .forEach(
                                        end ->
                                                check.that(
                                                        end,
                                                        !end.answer().ok(),
                                                        end.answer().code().toString()));
                        check.that(!ends.contains(Optional.empty()), "one goes on")
                                .summary(ends.size() + " of " + streams.size());
                    });
        } finally {
            streams.forEach(Subscription::close);
        }
    }

    private static int firstMessages(Subscription stream) throws InterruptedException {
        List<Reply.Served> messages = new ArrayList<>();
        Streams.take(stream, 2, messages);
        return messages.size();
    }

    /// Skips messages that arrived before the end.
    private static Optional<Exchange> end(Subscription stream) throws InterruptedException {
        Instant limit = Instant.now().plus(AT_ONCE);
        while (stream.ended().isEmpty() && Instant.now().isBefore(limit)) {
            stream.next(Duration.between(Instant.now(), limit));
        }
        return stream.ended();
    }

    private static void nobodyAnswers(Stage stage, List<Client> holders)
            throws InterruptedException {
        Exchange unanswered = holders.getFirst().echo(VALUE);
        stage.check(
                "A call gets no connection",
                check -> check.unanswered(unanswered).summary(unanswered.answer().message()));
    }

    private static void areFound(Stage stage, List<Client> holders, List<String> pods)
            throws InterruptedException {
        List<Exchange> echoes =
                stage.together(
                        holders,
                        client -> Retries.echo(client, VALUE, TIMEOUT, GatewayRestart::isEarly));
        stage.check(
                "Each keeps the pod that it had",
                check -> {
                    for (int i = 0; i < echoes.size(); i++) {
                        Echoes.wholeOn(check, echoes.get(i), VALUE, pods.get(i));
                    }
                    check.summary(echoes.size() + " of " + holders.size());
                });
    }

    private static void isHeldOff(Stage stage, Client newcomer) throws InterruptedException {
        Exchange refused = Retries.echo(newcomer, VALUE, TIMEOUT, GatewayRestart::isEarly);
        Refusals.answered(
                stage,
                "It gets no instance that another has, and once the start is over it is told why",
                ContractError.ALL_INSTANCES_BUSY,
                refused);
    }

    /// Whether the instances may not have reported yet. The gateway waits a lease for them; on a
    /// very busy machine it may know of none for a moment longer. The client may also still be
    /// reconnecting.
    private static boolean isEarly(Answer answer) {
        return ContractAnswer.to(ContractError.GATEWAY_STARTING).matches(answer)
                || (answer.local() && answer.code() == Code.UNAVAILABLE)
                || ContractAnswer.to(ContractError.BACKEND_UNAVAILABLE).matches(answer);
    }
}
