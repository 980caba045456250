package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Clients that take an instance each, where a scenario needs them held, or wants to know that they
/// can be.
final class Takers {
    private static final String VALUE = "taking a place";

    /// An instance reports at once what a direct call did to it; this is for a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration AGAIN = Duration.ofMillis(50);

    private Takers() {}

    /// Every one of these logged-in clients gets an instance of its own; without that there is no
    /// point in going on.
    static void require(Stage stage, List<Client> clients) throws InterruptedException {
        require(stage, clients, client -> client.echo(VALUE));
    }

    /// Nothing that went before through the gateway has left an instance bound: fresh clients can
    /// take every one, at once.
    static void requireAllFree(Stage stage) throws InterruptedException {
        requireAllFree(stage, client -> client.echo(VALUE));
    }

    /// The same after calls past the gateway, which learns of their doings by the instances'
    /// reports: soon.
    static void requireAllSoonFree(Stage stage) throws InterruptedException {
        requireAllFree(stage, Takers::takePatiently);
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

    private static Exchange takePatiently(Client client) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        Exchange echo = client.echo(VALUE);
        for (int attempt = 2;
                echo.answer().code() == Code.RESOURCE_EXHAUSTED && Instant.now().isBefore(deadline);
                attempt++) {
            Pause.of(AGAIN);
            echo = client.echo(VALUE, client.envelope().asAttempt(attempt));
        }
        return echo;
    }
}
