package io.monopod.scenarios.scenario;

import io.monopod.scenarios.engine.Scenario;

import java.util.List;
import java.util.Optional;

/// Every scenario, in the order of `run all`.
public final class Scenarios {
    private static final List<Scenario> ALL =
            List.of(
                    new SystemOverload(),
                    new BasicWorkflow(),
                    new StickySession(),
                    new SessionTransfer(),
                    new NoInstancesAvailable(),
                    new WaitingRoom(),
                    new StreamSubscription(),
                    new StreamInstanceKilled(),
                    new LoginErrors(),
                    new GatewayUnauthenticated(),
                    new InstanceAuthenticationErrors(),
                    new ShutdownErrors(),
                    new TokenExpiry(),
                    new IdleRelease(),
                    new GatewayUnavailable(),
                    new GatewayRestart(),
                    new GatewayFailover(),
                    new GatewayRollingRestart(),
                    new StoreOutage(),
                    new Chaos());

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
