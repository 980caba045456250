package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Subscription;
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
import io.monopod.scenarios.steps.Retries;
import io.monopod.scenarios.steps.SessionPod;
import io.monopod.scenarios.steps.Streams;
import io.monopod.scenarios.steps.WaitingLine;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The gateway that leads is killed under sessions, streams and a waiting line.
final class GatewayFailover implements Scenario {
    private static final String VALUE = "still there?";
    private static final String WAITERS = "waiters";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /// Until a broken connection is noticed on a busy machine.
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// What is promised: the leader's lease of 3 s, an election, and a heartbeat.
    private static final Duration PROMISED = Duration.ofSeconds(5);

    /// For a machine that is busy with everything else.
    private static final Duration SLACK = Duration.ofSeconds(5);

    /// More ends of sessions show nothing new.
    private static final int MOST_TURNS = 6;

    @Override
    public About about() {
        return new About(
                "gateway_failover",
                "The leading gateway is killed, and another one goes on",
                """
        Every instance is held, a stream of each session runs and clients wait in line when the \
        leader of three gateways is killed. No session moves; the streams by the other gateways do \
        not even notice. Another gateway leads within five seconds, and those who wait by the others \
        are served in the order in which they came. Who had come by the killed one has to come again.""",
                Need.SEVERAL_GATEWAYS,
                List.of(
                        Parameter.instances(10, 4),
                        new Parameter(WAITERS, "clients that wait in line", 50, 3, 1_000)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super
                .system(parameters)
                .withGateways(3)
                .withStoreMembers(3)
                .withSubscribeInterval(Streams.INTERVAL);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Faults faults = stage.faults();
        GatewayView leader = faults.leader(TIMEOUT);
        List<GatewayView> others =
                faults.gateways().stream().filter(each -> !each.equals(leader)).toList();
        List<Session> sessions = sessions(stage, stage.parameters().instances());
        List<Client> holders = sessions.stream().map(Session::client).toList();
        List<Session> waiters = sessions(stage, stage.parameters().get(WAITERS));
        Client observer = stage.clientOf(others.getFirst());
        List<Client> rest = new ArrayList<>(clients(waiters));
        rest.add(observer);
        HoldingClients.takeEvery(stage, holders, rest);
        List<SessionPod> pods = SessionPod.of(holders);
        List<Stream> streams = sessions.stream().map(Stream::of).toList();
        try (WaitingLine line = WaitingLine.form(stage, clients(waiters), observer, LONGEST_WAIT)) {
            stage.step("Each session's stream runs", () -> run(stage, streams));
            faults.kill(leader);
            long killed = System.nanoTime();
            Client leaver = by(others, sessions).getFirst();
            List<Client> inLine = by(others, waiters);
            stage.step(
                    "A session ends, so that another one can begin",
                    () -> isPromptlyServed(stage, line, leaver, inLine.getFirst(), killed));
            List<Stream> stay = streams.stream().filter(each -> each.client() != leaver).toList();
            List<Client> staying = stay.stream().map(Stream::client).toList();
            stage.step("The streams", () -> goOn(stage, stay, leader));
            stage.step("Every other client calls", () -> areFound(stage, staying, pods));
            List<Client> behind = inLine.subList(1, inLine.size());
            List<Client> left = line.moves(stage, behind, staying, MOST_TURNS);
            left.add(inLine.getFirst());
            line.leave();
            stage.step("All shut down", () -> Endings.shutDown(stage, left));
        } finally {
            streams.forEach(each -> each.subscription().close());
        }
    }

    /// A client, and the gateway that it comes by.
    private record Session(Client client, GatewayView by) {}

    private static List<Session> sessions(Stage stage, int count) {
        List<GatewayView> gateways = stage.faults().gateways();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GatewayView by = gateways.get(i % gateways.size());
            sessions.add(new Session(stage.clientOf(by), by));
        }
        return sessions;
    }

    private static List<Client> clients(List<Session> sessions) {
        return sessions.stream().map(Session::client).toList();
    }

    private static List<Client> by(List<GatewayView> gateways, List<Session> sessions) {
        return clients(sessions.stream().filter(each -> gateways.contains(each.by())).toList());
    }

    private record Stream(Session session, Subscription subscription, List<Reply.Served> messages) {
        static Stream of(Session session) {
            Client client = session.client();
            return new Stream(
                    session, client.subscribe(VALUE, client.envelope()), new ArrayList<>());
        }

        Client client() {
            return session.client();
        }

        int take(int count) throws InterruptedException {
            Streams.take(subscription, count, messages);
            return messages.size();
        }
    }

    private static void run(Stage stage, List<Stream> streams) throws InterruptedException {
        List<Integer> taken = stage.together(streams, stream -> stream.take(2));
        stage.require(
                "A stream of each session runs",
                check ->
                        check.that(
                                        taken.stream().allMatch(count -> count == 2),
                                        "messages: " + taken)
                                .summary(streams.size() + " streams"));
    }

    private static void isPromptlyServed(
            Stage stage, WaitingLine line, Client holder, Client first, long killed)
            throws InterruptedException {
        Exchange end = holder.shutdown();
        Optional<String> pod = line.served(first, PROMISED.plus(SLACK));
        Duration took = Duration.ofNanos(System.nanoTime() - killed);
        stage.check(
                "The first in line gets its place, %d s after the kill at the latest"
                        .formatted(PROMISED.toSeconds()),
                check ->
                        check.ok(end)
                                .that(pod.isPresent(), "not served within " + took)
                                .that(
                                        took.compareTo(PROMISED.plus(SLACK)) < 0,
                                        "served after " + took)
                                .summary("after %d ms".formatted(took.toMillis())));
    }

    private static void goOn(Stage stage, List<Stream> streams, GatewayView killed)
            throws InterruptedException {
        List<Stream> going =
                streams.stream().filter(each -> !each.session().by().equals(killed)).toList();
        stage.together(going, stream -> stream.take(20));
        stage.check(
                "Those by the other gateways count on",
                check -> {
                    for (Stream each : going) {
                        check.that(
                                each.messages().size() == 22, each.messages().size() + " messages");
                        Streams.countsOn(check, each.client().session(), each.messages());
                    }
                    check.summary(going.size() + " streams");
                });
        List<Stream> broken =
                streams.stream().filter(each -> each.session().by().equals(killed)).toList();
        List<Optional<Answer>> ends = stage.together(broken, each -> end(each.subscription()));
        stage.check(
                "Those by the killed one end, and not as if they were complete",
                check -> {
                    ends.forEach(
                            end ->
                                    check.that(
                                            end.filter(answer -> !answer.ok()).isPresent(),
                                            end.map(answer -> answer.code().toString())
                                                    .orElse("one goes on")));
                    check.summary(ends.size() + " streams");
                });
    }

    private static Optional<Answer> end(Subscription stream) throws InterruptedException {
        long limit = System.nanoTime() + AT_ONCE.toNanos();
        while (stream.ended().isEmpty() && System.nanoTime() < limit) {
            stream.next(Duration.ofNanos(Math.max(0, limit - System.nanoTime())));
        }
        return stream.ended().map(Exchange::answer);
    }

    private static void areFound(Stage stage, List<Client> clients, List<SessionPod> pods)
            throws InterruptedException {
        List<Exchange> echoes =
                stage.together(
                        clients,
                        client ->
                                Retries.echo(
                                        client, VALUE, TIMEOUT, answer -> isUnreached(answer)));
        stage.check(
                "No session has moved",
                check -> {
                    echoes.forEach(
                            echo -> Echoes.wholeOn(check, echo, VALUE, SessionPod.of(pods, echo)));
                    check.summary(echoes.size() + " on the pods that they had");
                });
    }

    /// Whether the client found only now that its gateway is gone.
    private static boolean isUnreached(Answer answer) {
        return answer.local() && answer.code() == Code.UNAVAILABLE;
    }
}
