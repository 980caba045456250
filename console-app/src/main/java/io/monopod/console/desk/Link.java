package io.monopod.console.desk;

import io.monopod.scenarios.system.SystemSpec;

/// Whether there is a system to work with.
public sealed interface Link {
    record Off() implements Link {}

    /// @param progress how far it is, in a few words
    record Opening(Target target, String progress) implements Link {}

    record On(Target target, OpenSystem system) implements Link {}

    record Closing(Target target) implements Link {}

    /// It could not be opened, or has gone.
    record Broken(Target target, String why) implements Link {}

    /// What the system is.
    sealed interface Target {
        record Local(SystemSpec spec) implements Target {}

        record Remote(RemoteGateway gateway) implements Target {}
    }
}
