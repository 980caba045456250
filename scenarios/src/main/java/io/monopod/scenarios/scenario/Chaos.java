package io.monopod.scenarios.scenario;

import io.monopod.scenarios.chaos.ChaosRun;
import io.monopod.scenarios.chaos.RunChecks;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Streams;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Instances and the gateway are killed, stopped and started under load.
final class Chaos implements Scenario {
    /// Until the gateway has found every instance again.
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @Override
    public About about() {
        return new About(
                "chaos",
                "Processes are killed, stopped and started under load",
                """
        Clients call, subscribe and shut down while instances and the gateway are killed (SIGKILL), \
        stopped past their lease or only shortly (SIGSTOP), asked to end (SIGTERM) and started again. \
        Afterwards the instances' own logs are read: no two sessions were on one instance at a time, \
        no session was on two, none ended for no reason, no answer came from a pod that the session \
        was not on, and every slot is free. A seed repeats the misfortunes. With several gateways \
        (--gateways 3) each of them has its own, and so has each member of their store.""",
                Need.OWN_SYSTEM,
                List.of(
                        Parameter.clients(6, 1),
                        Parameter.instances(4, 1),
                        new Parameter(Parameter.SECONDS, "how long it rages", 60, 1, 86_400),
                        new Parameter(
                                Parameter.SEED,
                                "repeats a run's misfortunes; 0 for new ones",
                                0,
                                0,
                                Integer.MAX_VALUE)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super
                .system(parameters)
                .withStoreMembers(3)
                .withSubscribeInterval(Streams.INTERVAL);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> clients = stage.clients(stage.parameters().clients());
        int seconds = stage.parameters().get(Parameter.SECONDS);
        int seed = seed(stage.parameters().get(Parameter.SEED));
        stage.step(
                "Log in " + clients.size() + " clients", () -> Logins.requireAll(stage, clients));
        ChaosRun chaos = new ChaosRun(stage, clients, seed);
        stage.step(
                "Chaos for %d s, with seed %d".formatted(seconds, seed),
                () -> chaos.run(Duration.ofSeconds(seconds)));
        stage.step("Every client ends its session", chaos::endSessions);
        RunChecks checks = chaos.checks();
        checks.checkAnswers();
        HoldingClients.requireAllFree(stage, TIMEOUT);
        checks.checkLogs();
    }

    private static int seed(int wanted) {
        return wanted == 0 ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : wanted;
    }
}
