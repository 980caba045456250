package io.monopod.scenarios.engine;

import io.monopod.scenarios.system.SystemSpec;

import java.util.List;
import java.util.Optional;

/// A self-contained definition of what clients do and what must hold. The headless runner, the
/// console and the tests all play it. It has no state: each run gets its own stage.
public interface Scenario {
    /// The facts about a scenario.
    ///
    /// @param name on the command line, for example `system_overload`
    /// @param title one line
    /// @param description what it shows and why, in a few sentences
    /// @param need what kind of system it needs
    record About(
            String name, String title, String description, Need need, List<Parameter> parameters) {
        public About {
            parameters = List.copyOf(parameters);
        }
    }

    About about();

    default String name() {
        return about().name();
    }

    default String title() {
        return about().title();
    }

    default String description() {
        return about().description();
    }

    default Need need() {
        return about().need();
    }

    default List<Parameter> parameters() {
        return about().parameters();
    }

    /// The local system to start if none is given; the caller chooses its policy.
    default SystemSpec system(Parameters parameters) {
        return SystemSpec.STANDARD.withInstances(parameters.instances());
    }

    /// Plays it: steps, calls and checks on the stage. Blocks; runs on the caller's thread.
    ///
    /// @throws InterruptedException if the run is stopped; the stage then closes every client
    void play(Stage stage) throws InterruptedException;

    enum Need {
        /// Any gateway.
        ANY_SYSTEM,
        /// A system whose processes are ours, because it calls instances directly, kills processes
        /// or configures the gateway. Skipped elsewhere.
        OWN_SYSTEM,
        /// The same, with one gateway.
        ONE_GATEWAY,
        /// The same, with several gateways.
        SEVERAL_GATEWAYS;

        /// Whether it needs a system whose processes are ours.
        public boolean isOwn() {
            return this != ANY_SYSTEM;
        }

        /// Why a system of our own is not what it needs; empty if it is.
        public Optional<String> unmetBy(int gateways) {
            return switch (this) {
                case ANY_SYSTEM, OWN_SYSTEM -> Optional.empty();
                case ONE_GATEWAY ->
                        gateways == 1
                                ? Optional.empty()
                                : Optional.of("it shows what one gateway does alone");
                case SEVERAL_GATEWAYS ->
                        gateways > 1
                                ? Optional.empty()
                                : Optional.of("it needs several gateways (--gateways 3)");
            };
        }
    }
}
