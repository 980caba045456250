package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.client.Token;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.Forgery;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.system.Credentials;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Every kind of wrong session id and token.
final class GatewayUnauthenticated implements Scenario {
    private static final String VALUE = "let me in";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Override
    public About about() {
        return new About(
                "gateway_unauthenticated",
                "Missing, invalid and foreign tokens",
                """
        Calls without session id, without token, with a token that is nonsense, forged, unsigned, for \
        another session or of another user. The gateway refuses each with its reason, and no such call \
        ever takes an instance.""",
                Need.ANY_SYSTEM,
                List.of(Parameter.instances(3, 1)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        Client other = stage.client("other-session");
        stage.step("Log in two clients", () -> Logins.requireAll(stage, List.of(client, other)));
        stage.step("Leave something out", () -> leaveOut(stage, client));
        stage.step("Show a wrong token", () -> showWrong(stage, client, other));
        stage.step("Call what there is not", () -> callNothing(stage, client));
        stage.step("Show the right token", () -> showRight(stage, client));
        stage.step("Come as another user", () -> comeAsAnother(stage, client));
        stage.step("Shut down", () -> Endings.shutDown(stage, List.of(client)));
        HoldingClients.requireAllFree(stage);
    }

    private static void leaveOut(Stage stage, Client client) throws InterruptedException {
        RequestOptions right = client.envelope();
        Refusals.answered(
                stage,
                "No session id",
                ContractError.MISSING_SESSION_ID,
                client.echo(VALUE, right.withoutSession()));
        Refusals.answered(
                stage,
                "Neither session id nor token",
                ContractError.MISSING_SESSION_ID,
                client.echo(VALUE, right.withoutSession().withoutToken()));
        Refusals.answered(
                stage,
                "No token",
                ContractError.INVALID_TOKEN,
                client.echo(VALUE, right.withoutToken()));
        Refusals.answered(
                stage,
                "No token, to shut down",
                ContractError.INVALID_TOKEN,
                client.shutdown(right.withoutToken()));
        try (Subscription stream = client.subscribe(VALUE, right.withoutToken())) {
            stream.next(SOON);
            Refusals.answered(
                    stage, "No token, to subscribe", ContractError.INVALID_TOKEN, stream.cancel());
        }
    }

    private static void showWrong(Stage stage, Client client, Client other)
            throws InterruptedException {
        RequestOptions right = client.envelope();
        Token token = client.token().orElseThrow();
        Refusals.answered(
                stage,
                "A token that is nonsense",
                ContractError.INVALID_TOKEN,
                client.echo(VALUE, right.withAuthorization("nonsense")));
        Refusals.answered(
                stage,
                "Nothing after 'Bearer'",
                ContractError.INVALID_TOKEN,
                client.echo(VALUE, right.withAuthorization("Bearer ")));
        Refusals.answered(
                stage,
                "A token with a forged signature",
                ContractError.INVALID_TOKEN,
                client.echo(VALUE, right.withToken(Forgery.resigned(token))));
        Refusals.answered(
                stage,
                "A token that says it needs no signature",
                ContractError.INVALID_TOKEN,
                client.echo(VALUE, right.withToken(Forgery.unsigned(token))));
        Refusals.answered(
                stage,
                "The token of another session",
                ContractError.SESSION_MISMATCH,
                client.echo(VALUE, right.withToken(other.token().orElseThrow())));
        Refusals.coded(
                stage,
                "A session id of 10,000 bytes",
                Code.INVALID_ARGUMENT,
                client.echo(VALUE, right.withSession("x".repeat(10_000))));
    }

    private static void callNothing(Stage stage, Client client) throws InterruptedException {
        RequestOptions nothing = client.envelope().withoutSession().withoutToken();
        Refusals.answered(
                stage,
                "A method of no service",
                ContractError.NOT_ROUTED,
                client.echoAs("nowhere.Nothing/Nothing", VALUE, nothing));
    }

    private static void showRight(Stage stage, Client client) throws InterruptedException {
        Exchange bare = client.echo(VALUE);
        Token token = client.token().orElseThrow();
        Exchange bearer =
                client.echo(VALUE, client.envelope().withAuthorization("Bearer " + token.value()));
        stage.require(
                "The right token is taken, bare and after 'Bearer'",
                check -> Echoes.onePod(check, List.of(bare, bearer)));
    }

    private static void comeAsAnother(Stage stage, Client client) throws InterruptedException {
        String title = "A session of somebody else";
        Optional<Credentials> somebody = stage.system().otherUser();
        if (somebody.isEmpty()) {
            stage.skip(title, "no second user is known here");
            return;
        }
        Client intruder = stage.client("intruder");
        Credentials user = somebody.get();
        Exchange login = intruder.login(user, client.session(), SOON);
        stage.require(
                "Another user gets a token for the same session id", check -> check.ok(login));
        Refusals.answered(
                stage,
                title,
                ContractError.NOT_OWNER,
                intruder.echo(VALUE, intruder.envelope().withSession(client.session())));
    }
}
