package io.monopod.console.service.system;

import io.monopod.scenarios.system.SystemSpec;

/// The connection to a system.
public sealed interface Link {
    record Off() implements Link {}

    /// @param progress how far the start is, in a few words
    record Opening(Target target, String progress) implements Link {}

    record On(Target target, OpenSystem system) implements Link {}

    record Closing(Target target) implements Link {}

    /// The system could not be opened, or has gone away.
    record Broken(Target target, String why) implements Link {}

    /// The kind of system.
    sealed interface Target {
        record Local(SystemSpec spec) implements Target {}

        record Remote(RemoteGateway gateway) implements Target {}
    }
}
