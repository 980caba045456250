package io.monopod.console.model;

import io.monopod.console.service.Notices;
import io.monopod.console.service.RunAll;
import io.monopod.console.service.RunStarter;
import io.monopod.console.service.system.Link;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.scenario.Scenarios;
import io.monopod.scenarios.system.Policy;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.util.Map;

/// Starts and stops runs, as the user has set them. For the UI thread.
public final class Playing {
    private final ConsoleModel model;
    private final RunStarter starter;
    private final RunAll runAll;
    private final ObjectProperty<Integer> overloadClients = new SimpleObjectProperty<>(4);
    private final ObjectProperty<Integer> overloadInstances = new SimpleObjectProperty<>(3);

    Playing(ConsoleModel model, RunStarter starter, Notices notices) {
        this.model = model;
        this.starter = starter;
        this.runAll = new RunAll(model.connection(), model.runs(), notices, this::start);
    }

    void remember(Memory memory) {
        memory.keep("overload.clients", overloadClients, 1, 10_000)
                .keep("overload.instances", overloadInstances, 1, 100);
    }

    public ObjectProperty<Integer> overloadClients() {
        return overloadClients;
    }

    public ObjectProperty<Integer> overloadInstances() {
        return overloadInstances;
    }

    /// Runs the overload scenario; the main button.
    public void runOverload() {
        model.questions().beforeOverload(model.frame().get(), this::runOverloadNow);
    }

    private void runOverloadNow() {
        Scenario overload = Scenarios.named("system_overload").orElseThrow();
        Map<String, Integer> wanted =
                Map.of(
                        Parameter.CLIENTS,
                        overloadClients.get(),
                        Parameter.INSTANCES,
                        instancesOfRun());
        play(overload, Parameters.of(overload.parameters(), wanted));
    }

    /// Of an external gateway those that it reports; otherwise as many as the user wants.
    private int instancesOfRun() {
        boolean external =
                model.connection().system().filter(system -> system.spec() == null).isPresent();
        return external && model.frame().get().gatewayTells()
                ? Math.max(1, model.frame().get().livePods())
                : overloadInstances.get();
    }

    /// Stops the run, or the opening of a system.
    public void stop() {
        if (model.link().get() instanceof Link.Opening) {
            model.connection().close();
        }
        runAll.stop();
        model.runs().stop();
    }

    /// Plays every scenario but chaos, one after the other.
    public void runEvery() {
        model.leaving("leave.run.all", () -> runAll.start(model.scenarios().forRunAll()));
    }

    /// How far it is.
    public ReadOnlyObjectProperty<RunAll.Progress> runAll() {
        return runAll.progress();
    }

    private void start(Scenario scenario) {
        model.scenarios().chosen().set(scenario);
        starter.play(
                scenario, model.scenarios().parameters(scenario), model.connect().policy().get());
    }

    public void play(Scenario scenario, Parameters parameters) {
        Policy policy = model.connect().policy().get();
        boolean losesSessions =
                model.activity().get().isIdle()
                        && starter.replaces(scenario, parameters, policy)
                        && model.frame().get().pods().stream()
                                .anyMatch(pod -> pod.session() != null);
        if (losesSessions) {
            model.leaving("leave.run.other", () -> starter.play(scenario, parameters, policy));
        } else {
            starter.play(scenario, parameters, policy);
        }
    }

    /// Adds the described clients. Starts a system first if none is open.
    public void addClients() {
        starter.add(model.load().plan(), model.connect().spec());
    }
}
