package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Meanwhile;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.steps.Retries;
import io.monopod.scenarios.steps.SessionPod;
import io.monopod.scenarios.steps.Streams;
import io.monopod.scenarios.steps.WaitingLine;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The store that several gateways share is away for a while.
final class StoreOutage implements Scenario {
    private static final String VALUE = "anybody there?";
    private static final String OUTAGE = "outage";
    private static final String WAITERS = "waiters";

    /// Until gateways have noticed that the store is away, or back, on a busy machine.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// How much longer than the outage waiters wait.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public About about() {
        return new About(
                "store_outage",
                "All members of the store are gone for a while",
                """
        Every instance is held and clients wait in line when all three members of the etcd cluster \
        are killed. Sessions go on: no call of theirs fails, and their streams count on. One of them ends, but \
        nobody gets its instance. When the members are back, those who waited are served in the order \
        in which they came. In a second outage instances are free: a newcomer is told that the \
        service is unavailable (STORE_UNAVAILABLE), and is served when the store is back.""",
                Need.SEVERAL_GATEWAYS,
                List.of(
                        Parameter.instances(5, 2),
                        new Parameter(WAITERS, "clients that wait in line", 3, 1, 1_000),
                        new Parameter(OUTAGE, "how long it lasts, in seconds", 10, 5, 3_600)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super
                .system(parameters)
                .withGateways(3)
                .withStoreMembers(3)
                .withSubscribeInterval(Streams.INTERVAL)
                .withGatewaySetting("waiting-room-longest", wait(parameters).toSeconds() + "s");
    }

    private static Duration outage(Parameters parameters) {
        return Duration.ofSeconds(parameters.get(OUTAGE));
    }

    private static Duration wait(Parameters parameters) {
        return outage(parameters).plus(PATIENCE);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Parameters parameters = stage.parameters();
        List<Client> holders = stage.clients(parameters.instances());
        List<Client> waiters = stage.clients(parameters.get(WAITERS));
        Client newcomer = stage.client("newcomer");
        List<Client> others = new ArrayList<>(waiters);
        others.add(newcomer);
        HoldingClients.takeEvery(stage, holders, others);
        Client leaver = holders.getFirst();
        List<Client> staying = holders.subList(1, holders.size());
        List<SessionPod> pods = SessionPod.of(staying);
        List<Subscription> streams = staying.stream().map(each -> stream(each)).toList();
        try (WaitingLine line = WaitingLine.form(stage, waiters, newcomer, wait(parameters))) {
            stage.step(
                    "The store is away for %d s".formatted(parameters.get(OUTAGE)),
                    () -> {
                        Outage outage = new Outage(stage, leaver, line, waiters);
                        List<Exchange> calls = Meanwhile.calls(stage, staying, outage::happens);
                        Meanwhile.allServed(
                                stage, "No call fails, and no session moves", calls, pods);
                        outage.check();
                    });
            stage.step("The store is back", () -> isServed(stage, line, waiters.getFirst()));
            countOn(stage, streams);
            List<Client> behind = waiters.subList(1, waiters.size());
            List<Client> left = line.moves(stage, behind, staying, staying.size() - 1);
            left.add(waiters.getFirst());
            line.leave();
            stage.step("All shut down", () -> Endings.shutDown(stage, left));
        } finally {
            streams.forEach(Subscription::close);
        }
        stage.step("It is away while instances are free", () -> isTold(stage, newcomer));
    }

    private static Subscription stream(Client client) {
        return client.subscribe(VALUE, client.envelope());
    }

    private static void stop(Faults faults) throws InterruptedException {
        for (int i = 0; i < faults.storeMembers(); i++) {
            faults.killStoreMember(i);
        }
    }

    private static void start(Faults faults) throws InterruptedException {
        for (int i = 0; i < faults.storeMembers(); i++) {
            faults.startStoreMember(i);
        }
    }

    /// The outage itself, in which a session ends.
    private static final class Outage {
        private final Stage stage;
        private final Client leaver;
        private final WaitingLine line;
        private final List<Client> waiters;
        private final List<Exchange> ends = new ArrayList<>();
        private int waiting;

        private Outage(Stage stage, Client leaver, WaitingLine line, List<Client> waiters) {
            this.stage = stage;
            this.leaver = leaver;
            this.line = line;
            this.waiters = waiters;
        }

        private void happens() throws InterruptedException {
            stop(stage.faults());
            ends.add(leaver.shutdown());
            Pause.of(outage(stage.parameters()));
            for (Client waiter : waiters) {
                waiting += line.waits(waiter) ? 1 : 0;
            }
            start(stage.faults());
        }

        private void check() {
            stage.check("A session ends meanwhile", check -> check.ok(ends));
            stage.check(
                    "Nobody gets its instance, and nobody loses their place",
                    check ->
                            check.that(waiting == waiters.size(), waiting + " still wait")
                                    .summary(waiting + " still wait"));
        }
    }

    private static void isServed(Stage stage, WaitingLine line, Client first)
            throws InterruptedException {
        Optional<String> pod = line.served(first, TIMEOUT);
        stage.check(
                "The first in line gets the instance",
                check -> check.that(pod.isPresent(), pod.orElse("not served")));
    }

    private static void isTold(Stage stage, Client newcomer) throws InterruptedException {
        stop(stage.faults());
        Exchange refused =
                Retries.echo(newcomer, VALUE, TIMEOUT, isNot(ContractError.STORE_UNAVAILABLE));
        Refusals.answered(stage, "A newcomer", ContractError.STORE_UNAVAILABLE, refused);
        start(stage.faults());
        Exchange served = Retries.echo(newcomer, VALUE, TIMEOUT, answer -> !answer.ok());
        stage.check("It is served when the store is back", check -> check.ok(served));
        Endings.shutDown(stage, List.of(newcomer));
    }

    private static Predicate<Answer> isNot(ContractError error) {
        return answer -> !ContractAnswer.to(error).matches(answer);
    }

    /// Takes more messages than can have been sent before the store was back.
    private static void countOn(Stage stage, List<Subscription> streams)
            throws InterruptedException {
        int count = (int) outage(stage.parameters()).dividedBy(Streams.INTERVAL) + 5;
        List<List<Reply.Served>> taken =
                stage.together(
                        streams,
                        stream -> {
                            List<Reply.Served> messages = new ArrayList<>();
                            Streams.take(stream, count, messages);
                            return messages;
                        });
        stage.check(
                "Every stream counts on",
                check -> {
                    for (List<Reply.Served> messages : taken) {
                        check.that(messages.size() == count, messages.size() + " messages");
                        if (!messages.isEmpty()) {
                            String session = messages.getFirst().clientSession();
                            Streams.countsOn(check, session, messages);
                        }
                    }
                    check.summary(streams.size() + " streams of " + count + " messages");
                });
    }
}
