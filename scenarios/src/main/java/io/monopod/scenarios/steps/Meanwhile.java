package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Sessions that go on calling while something happens to the system.
public final class Meanwhile {
    private static final String VALUE = "still there?";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Meanwhile() {}

    private interface Actor {
        List<Exchange> act() throws InterruptedException;
    }

    /// Lets every client call, again and again and without a retry, until the deed is done.
    ///
    /// @param clients that have their instances
    /// @return all calls
    public static List<Exchange> calls(Stage stage, List<Client> clients, Stage.Body deed)
            throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Actor doer =
                () -> {
                    try {
                        deed.run();
                    } finally {
                        over.set(true);
                    }
                    return List.of();
                };
        List<Actor> actors =
                Stream.concat(
                                clients.stream().<Actor>map(client -> () -> calls(client, over)),
                                Stream.of(doer))
                        .toList();
        return stage.together(actors, Actor::act).stream().flatMap(List::stream).toList();
    }

    private static List<Exchange> calls(Client client, AtomicBoolean over)
            throws InterruptedException {
        List<Exchange> calls = new ArrayList<>();
        while (!over.get()) {
            calls.add(client.echo(VALUE));
            Pause.of(PAUSE);
        }
        return calls;
    }

    /// Every call was answered by the pod that its session has.
    ///
    /// @param sessions with the pods that they had before
    public static void allServed(
            Stage stage, String title, List<Exchange> calls, List<SessionPod> sessions) {
        stage.check(
                title,
                check -> {
                    calls.forEach(
                            call ->
                                    Echoes.wholeOn(
                                            check, call, VALUE, SessionPod.of(sessions, call)));
                    check.that(!calls.isEmpty(), calls.size() + " calls")
                            .summary(calls.size() + " calls, none failed");
                });
    }
}
