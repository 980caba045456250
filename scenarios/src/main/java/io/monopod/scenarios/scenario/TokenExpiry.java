package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.List;

/// A token expires during its session.
final class TokenExpiry implements Scenario {
    private static final String VALUE = "it is me";
    private static final Duration LIFETIME = Duration.ofSeconds(2);

    /// `exp` is in whole seconds (RFC 7519), rounded up.
    private static final Duration SURELY_EXPIRED = LIFETIME.plusSeconds(1);

    @Override
    public About about() {
        return new About(
                "token_expiry",
                "A token expires, and a new one goes on with the session",
                """
        Tokens live for two seconds here. A client whose token has expired is told so, whatever it \
        calls. It logs in again for the same session, and is served by the same pod as before.""",
                // The tokens of a remote gateway live too long.
                Need.OWN_SYSTEM,
                List.of(Parameter.instances(3, 1)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super
                .system(parameters)
                .withGatewaySetting("auth-token-lifetime", LIFETIME.toSeconds() + "s");
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        stage.step(
                "Log in and take an instance",
                () -> {
                    Logins.require(stage, client);
                    HoldingClients.require(stage, List.of(client));
                });
        String pod = String.valueOf(client.view().pod());
        stage.step(
                "Call when the token has expired",
                () -> {
                    Pause.of(SURELY_EXPIRED);
                    isExpired(stage, client);
                });
        stage.step(
                "Log in again",
                () -> {
                    Logins.require(stage, client);
                    goesOn(stage, client, pod);
                    Endings.shutDown(stage, List.of(client));
                });
    }

    private static void isExpired(Stage stage, Client client) throws InterruptedException {
        Refusals.answered(
                stage, "An expired token", ContractError.TOKEN_EXPIRED, client.echo(VALUE));
        Refusals.answered(
                stage,
                "An expired token, to shut down",
                ContractError.TOKEN_EXPIRED,
                client.shutdown());
    }

    private static void goesOn(Stage stage, Client client, String pod) throws InterruptedException {
        Exchange echo = client.echo(VALUE);
        stage.check(
                "The session is where it was",
                check -> Echoes.wholeOn(check, echo, VALUE, pod).summary("on " + pod));
    }
}
