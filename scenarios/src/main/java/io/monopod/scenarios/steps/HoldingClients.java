package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Clients that take one instance each, to hold them all or to check that all are free.
public final class HoldingClients {
    private static final String VALUE = "taking a place";

    /// An instance reports a direct call's effect at once; this is for a busy machine.
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private HoldingClients() {}

    /// Each of these logged-in clients must get an instance of its own; otherwise the run ends.
    public static void require(Stage stage, List<Client> clients) throws InterruptedException {
        require(stage, clients, client -> client.echo(VALUE));
    }

    /// The step in which `holders` take every instance, and `others` log in.
    public static void takeEvery(Stage stage, List<Client> holders, List<Client> others)
            throws InterruptedException {
        stage.step(
                "Every instance is taken",
                () -> {
                    List<Client> all = new ArrayList<>(holders);
                    all.addAll(others);
                    Logins.requireAll(stage, all);
                    require(stage, holders);
                });
    }

    /// Checks that no earlier call through the gateway left an instance bound: fresh clients can
    /// take all of them at once.
    public static void requireAllFree(Stage stage) throws InterruptedException {
        requireAllFree(stage, client -> client.echo(VALUE));
    }

    /// The same after direct calls. The gateway learns of them from the instances' reports, so it
    /// may take a moment.
    public static void requireAllSoonFree(Stage stage) throws InterruptedException {
        requireAllFree(stage, TIMEOUT);
    }

    /// The same after effects that the gateway learns of within a given time.
    public static void requireAllFree(Stage stage, Duration within) throws InterruptedException {
        requireAllFree(
                stage,
                client ->
                        Retries.echo(
                                client,
                                VALUE,
                                within,
                                answer -> answer.code() == Code.RESOURCE_EXHAUSTED));
    }

    private static void requireAllFree(Stage stage, Stage.Part<Client, Exchange> take)
            throws InterruptedException {
        List<Client> fresh = stage.clients(stage.parameters().instances());
        stage.step(
                "Take every instance, to see that none was left bound",
                () -> {
                    Logins.requireAll(stage, fresh);
                    require(stage, fresh, take);
                    Endings.shutDown(stage, fresh);
                });
    }

    private static void require(
            Stage stage, List<Client> clients, Stage.Part<Client, Exchange> take)
            throws InterruptedException {
        List<Exchange> echoes = stage.together(clients, take);
        stage.require(
                clients.size() == 1
                        ? "The client gets an instance of its own"
                        : "Each of " + clients.size() + " clients gets an instance of its own",
                check -> {
                    echoes.forEach(echo -> Echoes.whole(check, echo, VALUE));
                    long pods = echoes.stream().map(Echoes::pod).distinct().count();
                    check.that(pods == clients.size(), pods + " different pods")
                            .summary("on " + pods + (pods == 1 ? " pod" : " pods"));
                });
    }
}
