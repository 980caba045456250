package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.steps.Retries;
import io.monopod.scenarios.system.InstanceView;

import java.time.Duration;
import java.util.List;

/// All instances are stopped: clients get UNAVAILABLE, and are served again when one returns.
final class GatewayUnavailable implements Scenario {
    private static final String VALUE = "anybody there?";

    /// Until the gateway has noticed that the instances are gone.
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public About about() {
        return new About(
                "gateway_unavailable",
                "All instances are killed and restarted",
                """
        One client is served, then every instance is killed. The client, and another that comes only \
        now, are told that the service behind the gateway is unavailable; logging in still works, for \
        it needs no instance. As soon as instances are back, both are served again.""",
                Need.OWN_SYSTEM,
                List.of(Parameter.instances(3, 2)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client holder = stage.client("holder");
        Client newcomer = stage.client("newcomer");
        Faults faults = stage.faults();
        List<InstanceView> instances = faults.instances();
        stage.step(
                "One client logs in and takes an instance",
                () -> {
                    Logins.require(stage, holder);
                    HoldingClients.require(stage, List.of(holder));
                });
        stage.step("Kill every instance", () -> each(stage, instances, faults::kill));
        stage.step("It calls, and a newcomer does", () -> areTold(stage, holder, newcomer));
        stage.step("Start the instances anew", () -> each(stage, instances, faults::restart));
        stage.step("Both call again", () -> areServed(stage, List.of(holder, newcomer)));
        stage.step("Both shut down", () -> Endings.shutDown(stage, List.of(holder, newcomer)));
    }

    private interface Deed {
        void to(InstanceView instance) throws InterruptedException;
    }

    private static void each(Stage stage, List<InstanceView> instances, Deed deed)
            throws InterruptedException {
        stage.together(
                instances,
                instance -> {
                    deed.to(instance);
                    return instance;
                });
    }

    private static void areTold(Stage stage, Client holder, Client newcomer)
            throws InterruptedException {
        Refusals.answered(
                stage,
                "The client whose instance is gone",
                ContractError.BACKEND_UNAVAILABLE,
                holder.echo(VALUE));
        Logins.require(stage, newcomer);
        Refusals.answered(
                stage,
                "A client that comes only now",
                ContractError.BACKEND_UNAVAILABLE,
                newcomer.echo(VALUE));
        Refusals.answered(
                stage,
                "A shutdown of what is gone",
                ContractError.BACKEND_UNAVAILABLE,
                holder.shutdown());
    }

    private static void areServed(Stage stage, List<Client> clients) throws InterruptedException {
        List<Exchange> echoes =
                stage.together(
                        clients,
                        client -> Retries.echo(client, VALUE, TIMEOUT, answer -> !answer.ok()));
        stage.check(
                "Both are served",
                check -> {
                    echoes.forEach(echo -> Echoes.whole(check, echo, VALUE));
                    check.summary(
                            "on "
                                    + String.join(
                                            " and ", echoes.stream().map(Echoes::pod).toList()));
                });
    }
}
