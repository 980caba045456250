package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.util.List;

/// Clients that take an instance each, where a scenario needs them held, or wants to know that they
/// can be.
final class Takers {
    private static final String VALUE = "taking a place";

    private Takers() {}

    /// Every one of these logged-in clients gets an instance of its own; without that there is no
    /// point in going on.
    static List<Exchange> require(Stage stage, List<Client> clients) throws InterruptedException {
        List<Exchange> echoes = stage.together(clients, client -> client.echo(VALUE));
        stage.require(
                "Each of " + clients.size() + " clients gets an instance of its own",
                check -> {
                    echoes.forEach(echo -> Echoes.whole(check, echo, VALUE));
                    long pods = echoes.stream().map(Echoes::pod).distinct().count();
                    check.that(pods == clients.size(), pods + " different pods")
                            .summary("on " + pods + " pods");
                });
        return echoes;
    }

    /// Nothing that went before has left an instance bound: fresh clients can take every one.
    static void requireAllFree(Stage stage) throws InterruptedException {
        List<Client> fresh = stage.clients(stage.parameters().instances());
        stage.step(
                "Take every instance, to see that none was left bound",
                () -> {
                    Logins.requireAll(stage, fresh);
                    require(stage, fresh);
                    Endings.shutDown(stage, fresh);
                });
    }
}
