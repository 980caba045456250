package io.monopod.console.desk;

import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.load.LoadPlan;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import java.util.function.Consumer;

/// Plays things on a system that suits them: the one that is open, or a local one that is started
/// for it.
public final class Plays {
    private final Connection connection;
    private final Runs runs;

    public Plays(Connection connection, Runs runs) {
        this.connection = connection;
        this.runs = runs;
    }

    /// @param policy of a system that is started for it
    public void play(Scenario scenario, Parameters parameters, Policy policy) {
        if (runs.activity().get().isIdle()) {
            on(
                    scenario.system(parameters).withPolicy(policy),
                    system -> runs.play(scenario, parameters, system));
        }
    }

    /// Adds free clients.
    ///
    /// @param wanted what to start if nothing is open
    public void add(LoadPlan plan, SystemSpec wanted) {
        if (connection.system().isPresent()) {
            runs.add(plan, connection.system().get());
        } else if (connection.isSettled()) {
            connection.startLocal(wanted, system -> runs.add(plan, system));
        }
    }

    private void on(SystemSpec wanted, Consumer<OpenSystem> then) {
        if (!connection.isSettled()) {
            return;
        }
        connection
                .system()
                .filter(system -> suits(system, wanted))
                .ifPresentOrElse(then, () -> connection.startLocal(wanted, then));
    }

    /// Whether it can be played here: elsewhere than on our own systems that is for the scenario to
    /// find out.
    static boolean suits(OpenSystem system, SystemSpec wanted) {
        SystemSpec spec = system.spec();
        return spec == null
                || (spec.withInstances(wanted.instances()).equals(wanted)
                        && running(system.tested()) == wanted.instances());
    }

    private static long running(TestedSystem system) {
        return system.control().stream()
                .flatMap(control -> control.instances().stream())
                .filter(instance -> instance.state() == InstanceView.State.RUNNING)
                .count();
    }
}
