package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Streams;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The pod behind a stream is killed; the stream continues on another.
final class StreamInstanceKilled implements Scenario {
    private static final int MESSAGES = 3;
    private static final String VALUE = "tell me more";
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Override
    public About about() {
        return new About(
                "stream_instance_killed",
                "The pod behind a stream is killed, and the stream goes on from another",
                """
        A client subscribes and takes some messages, then the instance behind the stream is killed. \
        Within a second the same call, which the client never made again, goes on from another pod; \
        that pod counts from 0, as it knows nothing of the first. Later calls of the session reach it \
        too.""",
                Need.OWN_SYSTEM,
                List.of(Parameter.instances(3, 2)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super.system(parameters).withSubscribeInterval(Streams.INTERVAL);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        Faults faults = stage.faults();
        stage.step("Log in", () -> Logins.require(stage, client));
        try (Subscription stream = client.subscribe(VALUE)) {
            stage.step("Subscribe", () -> begins(stage, client, stream));
            InstanceView victim = faults.instanceOf(String.valueOf(client.view().pod()));
            stage.step("Kill " + victim.pod(), () -> goesOn(stage, client, stream, faults, victim));
            stage.step("Start an instance in its place", () -> faults.restart(victim));
        }
        stage.step("Call once more", () -> isWhereTheStreamWas(stage, client));
        stage.step("Shut down", () -> Endings.shutDown(stage, List.of(client)));
    }

    private static void begins(Stage stage, Client client, Subscription stream)
            throws InterruptedException {
        List<Reply.Served> messages = new ArrayList<>();
        Streams.take(stream, MESSAGES, messages);
        stage.require(
                "The stream counts on",
                check -> {
                    check.that(messages.size() == MESSAGES, messages.size() + " messages");
                    Streams.countsOn(check, client.session(), messages);
                    check.summary(MESSAGES + " messages of " + client.view().pod());
                });
    }

    private static void goesOn(
            Stage stage, Client client, Subscription stream, Faults faults, InstanceView victim)
            throws InterruptedException {
        List<Reply.Served> messages = new ArrayList<>();
        Instant killed = Instant.now();
        faults.kill(victim);
        takeOfAnother(stream, victim, messages);
        Duration took = Duration.between(killed, Instant.now());
        stage.require(
                "It goes on from another pod",
                check ->
                        check.that(!messages.isEmpty(), "how it ended: " + end(stream))
                                .summary("on " + client.view().pod()));
        String seen = took.toMillis() + " ms after the kill";
        stage.check(
                "It does so within a second",
                check -> check.that(took.compareTo(LIMIT) < 0, seen).summary(seen));
        Streams.take(stream, MESSAGES - 1, messages);
        stage.check(
                "The other pod counts from 0, without a gap",
                check -> {
                    check.that(messages.size() == MESSAGES, messages.size() + " messages");
                    Streams.countsOn(check, client.session(), messages);
                    check.summary(MESSAGES + " messages");
                });
    }

    /// Reads until a message comes from another pod; the victim's last ones may still be on their
    /// way.
    private static void takeOfAnother(
            Subscription stream, InstanceView victim, List<Reply.Served> messages)
            throws InterruptedException {
        do {
            messages.clear();
            Streams.take(stream, 1, messages);
        } while (!messages.isEmpty() && messages.getFirst().pod().equals(victim.pod()));
    }

    private static String end(Subscription stream) {
        return stream.ended()
                .map(end -> end.answer().code() + " '" + end.answer().message() + "'")
                .orElse("it did not");
    }

    private static void isWhereTheStreamWas(Stage stage, Client client)
            throws InterruptedException {
        String pod = String.valueOf(client.view().pod());
        Exchange echo = client.echo(VALUE);
        stage.check(
                "It reaches the pod that the stream went on from",
                check -> Echoes.wholeOn(check, echo, VALUE, pod).summary("on " + pod));
    }
}
