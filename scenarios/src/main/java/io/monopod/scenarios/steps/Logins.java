package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Token;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import java.util.List;

/// The logins at the start of most scenarios.
public final class Logins {
    private Logins() {}

    /// Logs all in concurrently; a failure ends the run.
    public static void requireAll(Stage stage, List<Client> clients) throws InterruptedException {
        List<Exchange> logins =
                stage.together(clients, client -> client.login(stage.credentials()));
        stage.require(
                clients.size() == 1 ? "The client logs in" : "Every client logs in",
                check -> {
                    logins.forEach(login -> loggedIn(check, login));
                    differ(check, clients);
                    check.summary(clients.size() + " logged in, each with a token of its own");
                });
    }

    public static void require(Stage stage, Client client) throws InterruptedException {
        requireAll(stage, List.of(client));
    }

    private static void loggedIn(Check check, Exchange login) {
        check.ok(login);
        if (login.answer().reply() instanceof Reply.LoggedIn(var role, var expiresAt)) {
            check.that(login, !role.isEmpty(), "role '" + role + "'");
            check.that(
                    login,
                    expiresAt.isAfter(login.call().startedAt()),
                    "token expires at " + expiresAt);
        }
    }

    private static void differ(Check check, List<Client> clients) {
        long tokens =
                clients.stream()
                        .flatMap(client -> client.token().stream())
                        .map(Token::value)
                        .distinct()
                        .count();
        check.that(tokens == clients.size(), tokens + " different tokens");
    }
}
