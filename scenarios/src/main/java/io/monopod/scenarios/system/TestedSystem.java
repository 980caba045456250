package io.monopod.scenarios.system;

import java.util.Optional;

/// What a run plays against.
///
/// @param gateway where clients connect
/// @param policy the gateway's, or what the person who runs the scenario says of it
/// @param control present if the system's processes are ours
/// @param otherUser somebody else than the user of the run, if the system knows one whom we may be
/// @param settling waits after sessions have ended
public record TestedSystem(
        Endpoint gateway,
        Policy policy,
        Optional<SystemControl> control,
        Optional<Credentials> otherUser,
        Settling settling) {
    /// A gateway that somebody else runs.
    public static TestedSystem remote(Endpoint gateway, Policy policy) {
        return remote(gateway, policy, Settling.AT_ONCE);
    }

    /// A gateway that somebody else runs, and that we can ask for its free instances.
    public static TestedSystem remote(Endpoint gateway, Policy policy, Settling settling) {
        return new TestedSystem(gateway, policy, Optional.empty(), Optional.empty(), settling);
    }

    /// In a few words, for reports.
    public String description() {
        return control.map(c -> "local, " + c.instances().size() + " instances, ")
                        .orElse("remote, ")
                + policy.word();
    }
}
