package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Meanwhile;
import io.monopod.scenarios.steps.SessionPod;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Each of several gateways is replaced in turn, and no call fails.
final class GatewayRollingRestart implements Scenario {
    private static final String VALUE = "a place for me?";

    /// Until another gateway leads and the instances have come to it, with slack for a busy
    /// machine.
    private static final Duration HANDOVER = Duration.ofSeconds(10);

    @Override
    public About about() {
        return new About(
                "gateway_rolling_restart",
                "Each gateway is ended and started again, and no call fails",
                """
        Clients call without a pause, and without retries of their own, while each of three gateways \
        gets SIGTERM and starts again. A gateway that ends tells its clients (GOAWAY); who follows \
        that loses no call and keeps its pod. While a gateway is away, a newcomer that waits gets an \
        instance.""",
                Need.SEVERAL_GATEWAYS,
                List.of(Parameter.instances(6, 2)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super.system(parameters).withGateways(3).withStoreMembers(3);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<GatewayView> gateways = stage.faults().gateways();
        List<Client> holders = stage.clients(stage.parameters().instances() - 1);
        List<Client> newcomers = stage.clients(gateways.size());
        stage.step(
                "All log in, and all but the newcomers take an instance",
                () -> {
                    List<Client> all = new ArrayList<>(holders);
                    all.addAll(newcomers);
                    Logins.requireAll(stage, all);
                    HoldingClients.require(stage, holders);
                });
        List<SessionPod> pods = SessionPod.of(holders);
        Replacement replacement = new Replacement(stage.faults(), gateways, newcomers);
        stage.step(
                "Replace each gateway while they call",
                () -> {
                    List<Exchange> calls = Meanwhile.calls(stage, holders, replacement::ofEach);
                    Meanwhile.allServed(stage, "No call fails, and no session moves", calls, pods);
                });
        stage.check(
                "While each is away, a newcomer gets an instance",
                check -> {
                    replacement.newcomers.forEach(echo -> Echoes.whole(check, echo, VALUE));
                    check.summary(replacement.newcomers.size() + " newcomers");
                });
        stage.step("All shut down", () -> Endings.shutDown(stage, holders));
    }

    /// The gateways are replaced one after the other.
    private static final class Replacement {
        private final Faults faults;
        private final List<GatewayView> gateways;
        private final List<Client> clients;
        private final List<Exchange> newcomers = new ArrayList<>();

        private Replacement(Faults faults, List<GatewayView> gateways, List<Client> clients) {
            this.faults = faults;
            this.gateways = gateways;
            this.clients = clients;
        }

        private void ofEach() throws InterruptedException {
            for (int i = 0; i < gateways.size(); i++) {
                Client newcomer = clients.get(i);
                faults.end(gateways.get(i));
                newcomers.add(newcomer.echo(VALUE, newcomer.envelope().waiting(HANDOVER)));
                newcomer.shutdown();
                faults.restart(gateways.get(i));
            }
        }
    }
}
