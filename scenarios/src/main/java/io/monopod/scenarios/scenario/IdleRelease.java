package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A client falls silent without a shutdown, and its instance serves another client.
final class IdleRelease implements Scenario {
    private static final String VALUE = "anybody there?";
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration BETWEEN = Duration.ofMillis(250);

    /// The idle time, and more than as much again for a busy machine.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public About about() {
        return new About(
                "idle_release",
                "A client falls silent, and its instance goes to one who waits for it",
                """
        A session that nobody uses for two seconds ends here. Every instance is taken, and no client \
        shuts down. All go on calling but one, whose instance then serves a newcomer; the others \
        keep theirs. When the silent one calls again, its session is over and no instance is left.""",
                // The idle time of a remote gateway can be too long.
                Need.OWN_SYSTEM,
                List.of(Parameter.instances(3, 2)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super
                .system(parameters)
                .withGatewaySetting("session-idle", IDLE.toSeconds() + "s");
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client silent = stage.client("silent");
        Client newcomer = stage.client("newcomer");
        List<Client> busy = stage.clients(stage.parameters().instances() - 1);
        List<Client> holders = new ArrayList<>(busy);
        holders.add(silent);
        HoldingClients.takeEvery(stage, holders, List.of(newcomer));
        String pod = String.valueOf(silent.view().pod());
        List<String> pods =
                busy.stream().map(client -> String.valueOf(client.view().pod())).toList();
        stage.step(
                "One falls silent, the others call on",
                () -> isServedInstead(stage, newcomer, busy, pod));
        stage.step("The others call once more", () -> haveKept(stage, busy, pods));
        stage.step(
                "The silent one comes back",
                () ->
                        Refusals.answered(
                                stage,
                                "Its session is over, and nothing is left",
                                ContractError.ALL_INSTANCES_BUSY,
                                silent.echo(VALUE)));
        stage.step(
                "All shut down",
                () -> {
                    List<Client> served = new ArrayList<>(busy);
                    served.add(newcomer);
                    Endings.shutDown(stage, served);
                });
    }

    private static void isServedInstead(Stage stage, Client newcomer, List<Client> busy, String pod)
            throws InterruptedException {
        Exchange served = untilServed(stage, newcomer, busy);
        stage.check(
                "The silent one's instance serves the newcomer",
                check -> {
                    Echoes.wholeOn(check, served, VALUE, pod).summary("on " + pod);
                });
    }

    /// The newcomer retries while the other sessions stay in use.
    private static Exchange untilServed(Stage stage, Client newcomer, List<Client> busy)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(TIMEOUT);
        Exchange answered = newcomer.echo(VALUE);
        for (int attempt = 2;
                ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY).matches(answered.answer())
                        && Instant.now().isBefore(deadline);
                attempt++) {
            Pause.of(BETWEEN);
            stage.together(busy, client -> client.echo(VALUE));
            answered = newcomer.echo(VALUE, newcomer.envelope().asAttempt(attempt));
        }
        return answered;
    }

    private static void haveKept(Stage stage, List<Client> busy, List<String> pods)
            throws InterruptedException {
        List<Exchange> echoes = stage.together(busy, client -> client.echo(VALUE));
        stage.check(
                "Who calls keeps the pod",
                check -> {
                    for (int i = 0; i < echoes.size(); i++) {
                        Echoes.wholeOn(check, echoes.get(i), VALUE, pods.get(i));
                    }
                    check.summary(echoes.size() + " of " + busy.size());
                });
    }
}
