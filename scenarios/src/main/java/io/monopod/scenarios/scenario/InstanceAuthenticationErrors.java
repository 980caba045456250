package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Forgery;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.system.InstanceView;

import java.util.List;

/// An instance checks direct calls itself.
final class InstanceAuthenticationErrors implements Scenario {
    private static final String VALUE = "past the gateway";

    @Override
    public About about() {
        return new About(
                "instance_authentication_errors",
                "An instance that is called directly checks for itself",
                """
        Calls go straight to an instance, past the gateway: without token, with a wrong one, with one \
        for another session. The instance refuses each by itself, and serves the right one. Then \
        another session comes and is told whom it met.""",
                Need.OWN_SYSTEM,
                List.of(Parameter.instances(3, 1)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client owner = stage.client("owner");
        Client other = stage.client("other");
        InstanceView instance = stage.control().instances().getFirst();
        Client direct = stage.client("direct", instance.endpoint());
        stage.step(
                "Log in two clients at the gateway",
                () -> Logins.requireAll(stage, List.of(owner, other)));
        stage.step(
                "Call " + instance.pod() + " with wrong papers",
                () -> wrongCredentials(stage, direct, owner, other));
        stage.step(
                "Call it with the right ones",
                () -> rightCredentials(stage, direct, owner, instance));
        stage.step(
                "Call it for another session",
                () -> {
                    Exchange conflict = direct.echo(VALUE, other.envelope());
                    stage.check(
                            "The later session is told whom it met",
                            check ->
                                    check.answered(conflict, ContractError.SESSION_CONFLICT)
                                            .said(
                                                    conflict,
                                                    ContractError.SESSION_CONFLICT,
                                                    owner.session(),
                                                    other.session())
                                            .summary(conflict.answer().message()));
                });
        stage.step(
                "Shut down directly",
                () -> {
                    Exchange end = direct.shutdown(owner.envelope());
                    stage.check(
                            "The session ends",
                            check -> {
                                Echoes.ended(check, end, instance.pod());
                                check.summary("on " + instance.pod());
                            });
                });
        HoldingClients.requireAllSoonFree(stage);
    }

    private static void wrongCredentials(Stage stage, Client direct, Client owner, Client other)
            throws InterruptedException {
        RequestOptions right = owner.envelope();
        Refusals.said(
                stage,
                "No token",
                ContractError.INVALID_TOKEN,
                direct.echo(VALUE, right.withoutToken()));
        Refusals.said(
                stage,
                "A token that is nonsense",
                ContractError.INVALID_TOKEN,
                direct.echo(VALUE, right.withAuthorization("nonsense")));
        Refusals.said(
                stage,
                "A token with a forged signature",
                ContractError.INVALID_TOKEN,
                direct.echo(VALUE, right.withToken(Forgery.resigned(owner.token().orElseThrow()))));
        Refusals.said(
                stage,
                "The token of another session",
                ContractError.INVALID_TOKEN,
                direct.echo(VALUE, right.withToken(other.token().orElseThrow())));
        Refusals.said(
                stage,
                "No token, to shut down",
                ContractError.INVALID_TOKEN,
                direct.shutdown(right.withoutToken()));
        Refusals.coded(
                stage,
                "No session id",
                Code.UNAUTHENTICATED,
                direct.echo(VALUE, right.withoutSession()));
    }

    private static void rightCredentials(
            Stage stage, Client direct, Client owner, InstanceView instance)
            throws InterruptedException {
        Exchange served = direct.echo(VALUE, owner.envelope());
        stage.require(
                "The right token is served",
                check ->
                        Echoes.wholeOn(check, served, VALUE, instance.pod())
                                .summary("by " + instance.pod()));
    }
}
