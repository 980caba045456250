package io.monopod.scenarios.system;

import java.util.Optional;

/// The system that a run plays against.
///
/// @param gateway where clients connect
/// @param policy the gateway's policy, or the one that the user of the scenario gave
/// @param control present if the processes are ours
/// @param otherUser a second user's login, if the system has one
/// @param settling waits for free instances after sessions have ended
public record TestedSystem(
        Endpoint gateway,
        Policy policy,
        Optional<SystemControl> control,
        Optional<Credentials> otherUser,
        Settling settling) {
    /// A remote gateway.
    public static TestedSystem remote(Endpoint gateway, Policy policy) {
        return remote(gateway, policy, Settling.AT_ONCE);
    }

    /// A remote gateway that reports its free instances.
    public static TestedSystem remote(Endpoint gateway, Policy policy, Settling settling) {
        return new TestedSystem(gateway, policy, Optional.empty(), Optional.empty(), settling);
    }

    /// A short description for reports.
    public String description() {
        return control.map(c -> "local, " + c.instances().size() + " instances, ")
                        .orElse("remote, ")
                + policy.word();
    }
}
