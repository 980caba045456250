package io.monopod.console.service;

import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.load.LoadPlan;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import java.util.function.Consumer;

/// Plays scenarios and loads on a suitable system: the open one, or a local one that is started for
/// them.
public final class RunStarter {
    private final Connection connection;
    private final Runs runs;
    private final Notices notices;

    public RunStarter(Connection connection, Runs runs, Notices notices) {
        this.connection = connection;
        this.runs = runs;
        this.notices = notices;
    }

    /// @param policy of the system that is started, if one is
    public void play(Scenario scenario, Parameters parameters, Policy policy) {
        if (runs.activity().get().isIdle()) {
            on(
                    scenario.system(parameters).withPolicy(policy),
                    scenario.need(),
                    system -> runs.play(scenario, parameters, system));
        }
    }

    /// Whether playing it closes the open system.
    public boolean replaces(Scenario scenario, Parameters parameters, Policy policy) {
        SystemSpec wanted = scenario.system(parameters).withPolicy(policy);
        return connection
                .system()
                .filter(system -> !suits(system, wanted, scenario.need()))
                .isPresent();
    }

    /// Adds clients: at once, or when the system that is opening is open.
    ///
    /// @param wanted the system to start if none is open
    public void add(LoadPlan plan, SystemSpec wanted) {
        switch (connection.link().get()) {
            case Link.On on -> runs.add(plan, on.system());
            case Link.Off _, Link.Broken _ ->
                    connection.startLocal(wanted, system -> runs.add(plan, system));
            case Link.Opening _ -> {
                connection.whenOpen(
                        system -> runs.add(plan, system),
                        () -> tell(Tone.WARNING, "load.not-open", plan));
                tell(Tone.NEUTRAL, "load.when-open", plan);
            }
            case Link.Closing _ -> tell(Tone.WARNING, "load.closing", plan);
        }
    }

    private void tell(Tone tone, String key, LoadPlan plan) {
        notices.tell(tone, Texts.text(key, plan.clients()));
    }

    private void on(SystemSpec wanted, Scenario.Need need, Consumer<OpenSystem> then) {
        if (!connection.isSettled()) {
            notices.tell(Tone.WARNING, Texts.text("run.not-now"));
            return;
        }
        connection
                .system()
                .filter(system -> suits(system, wanted, need))
                .ifPresentOrElse(then, () -> connection.startLocal(wanted, then));
    }

    /// Whether the open system fits. For a remote system the scenario itself decides. What does not
    /// need a number of gateways is played with as many as there are.
    static boolean suits(OpenSystem system, SystemSpec wanted, Scenario.Need need) {
        SystemSpec spec = system.spec();
        if (spec == null) {
            return true;
        }
        boolean any = !wanted.isShared() && need.unmetBy(spec.gateways()).isEmpty();
        SystemSpec gateways = any ? wanted.withGateways(spec.gateways()) : wanted;
        return spec.withInstances(wanted.instances()).equals(gateways)
                && running(system.tested()) == wanted.instances();
    }

    private static long running(TestedSystem system) {
        return system.control().stream()
                .flatMap(control -> control.instances().stream())
                .filter(instance -> instance.state() == InstanceView.State.RUNNING)
                .count();
    }
}
