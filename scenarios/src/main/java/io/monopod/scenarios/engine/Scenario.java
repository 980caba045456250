package io.monopod.scenarios.engine;

import io.monopod.scenarios.system.SystemSpec;

import java.util.List;

/// A self-contained definition of what clients do and what must hold: the headless runner, the
/// console and the tests all play this one. It has no state: each run gets a stage of its own.
public interface Scenario {
    /// The name on the command line, for example `system_overload`.
    String name();

    /// One line.
    String title();

    /// What it shows and why, in a few sentences.
    String description();

    List<Parameter> parameters();

    /// What it needs of the system that it plays on.
    default Need need() {
        return Need.ANY_SYSTEM;
    }

    /// The local system to start for it when none is given; its policy is the caller's choice.
    default SystemSpec system(Parameters parameters) {
        return SystemSpec.STANDARD.withInstances(parameters.instances());
    }

    /// Plays it: steps, calls and checks, all through the stage. Blocks; runs on the caller's
    /// thread.
    ///
    /// @throws InterruptedException if the run is stopped; the stage then closes every client
    void play(Stage stage) throws InterruptedException;

    enum Need {
        /// Plays against any gateway.
        ANY_SYSTEM,
        /// Calls instances directly, ends processes or sets up the gateway: plays only where these
        /// are ours, and is skipped elsewhere.
        OWN_SYSTEM
    }
}
