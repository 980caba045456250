package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Clients that take an instance each, where a scenario needs them held, or wants to know that they
/// can be.
final class Takers {
    private static final String VALUE = "taking a place";

    /// An instance reports at once what a direct call did to it; this is for a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Takers() {}

    /// Every one of these logged-in clients gets an instance of its own; without that there is no
    /// point in going on.
    static void require(Stage stage, List<Client> clients) throws InterruptedException {
        require(stage, clients, client -> client.echo(VALUE));
    }

    /// The step in which these take every instance, and `others` log in too.
    static void takeEvery(Stage stage, List<Client> holders, List<Client> others)
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

    /// Nothing that went before through the gateway has left an instance bound: fresh clients can
    /// take every one, at once.
    static void requireAllFree(Stage stage) throws InterruptedException {
        requireAllFree(stage, client -> client.echo(VALUE));
    }

    /// The same after calls past the gateway, which learns of their doings by the instances'
    /// reports: soon.
    static void requireAllSoonFree(Stage stage) throws InterruptedException {
        requireAllFree(stage, PATIENCE);
    }

    /// The same after what the gateway takes a while to learn.
    static void requireAllFree(Stage stage, Duration within) throws InterruptedException {
        requireAllFree(
                stage,
                client ->
                        Patience.echo(
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
                "Each of " + clients.size() + " clients gets an instance of its own",
                check -> {
                    echoes.forEach(echo -> Echoes.whole(check, echo, VALUE));
                    long pods = echoes.stream().map(Echoes::pod).distinct().count();
                    check.that(pods == clients.size(), pods + " different pods")
                            .summary("on " + pods + " pods");
                });
    }
}
