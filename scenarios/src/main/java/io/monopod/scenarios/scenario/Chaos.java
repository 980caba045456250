package io.monopod.scenarios.scenario;

import io.monopod.scenarios.chaos.Findings;
import io.monopod.scenarios.chaos.Turmoil;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Instances and the gateway are killed, stopped and started under load.
final class Chaos implements Scenario {
    /// For the gateway to find every instance again.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String title() {
        return "Processes are killed, stopped and started under load";
    }

    @Override
    public String description() {
        return """
        Clients call, subscribe and shut down while instances and the gateway are killed (SIGKILL), \
        stopped past their lease or only shortly (SIGSTOP), asked to end (SIGTERM) and started again. \
        Afterwards the instances' own logs are read: no two sessions were on one instance at a time, \
        no session was on two, none ended for no reason, no answer came from a pod that the session \
        was not on, and every slot is free. A seed repeats the misfortunes.""";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.clients(6, 1),
                Parameter.instances(4, 1),
                new Parameter(Parameter.SECONDS, "how long it rages", 60, 1, 86_400),
                new Parameter(
                        Parameter.SEED,
                        "repeats a run's misfortunes; 0 for new ones",
                        0,
                        0,
                        Integer.MAX_VALUE));
    }

    @Override
    public Need need() {
        return Need.OWN_SYSTEM;
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super.system(parameters).withSubscribeInterval(Streams.INTERVAL);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> clients = stage.clients(stage.parameters().clients());
        int seconds = stage.parameters().get(Parameter.SECONDS);
        int seed = seed(stage.parameters().get(Parameter.SEED));
        stage.step(
                "Log in " + clients.size() + " clients", () -> Logins.requireAll(stage, clients));
        Turmoil turmoil = new Turmoil(stage, clients, seed);
        stage.step(
                "Chaos for %d s, with seed %d".formatted(seconds, seed),
                () -> turmoil.rage(Duration.ofSeconds(seconds)));
        stage.step("Every client ends its session", turmoil::calm);
        Findings findings = turmoil.findings();
        findings.checkAnswers();
        Takers.requireAllFree(stage, PATIENCE);
        findings.checkLogs();
    }

    private static int seed(int wanted) {
        return wanted == 0 ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : wanted;
    }
}
