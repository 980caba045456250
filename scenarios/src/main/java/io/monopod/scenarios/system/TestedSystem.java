package io.monopod.scenarios.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The system that a run plays against.
///
/// @param gateways where clients connect; each takes the next in turn, and the one after it if that
///   refuses its connection
/// @param policy the gateway's policy, or the one that the user of the scenario gave; empty if it
///   is unknown, so that no check may depend on it
/// @param control present if the processes are ours
/// @param otherUser a second user's login, if the system has one
/// @param settling waits for free instances after sessions have ended
public record TestedSystem(
        List<Endpoint> gateways,
        Optional<Policy> policy,
        Optional<SystemControl> control,
        Optional<Credentials> otherUser,
        Settling settling) {
    public TestedSystem {
        gateways = List.copyOf(gateways);
    }

    /// A remote gateway, or several that share their sessions.
    public static TestedSystem remote(List<Endpoint> gateways, Optional<Policy> policy) {
        return new TestedSystem(
                gateways, policy, Optional.empty(), Optional.empty(), Settling.AT_ONCE);
    }

    /// A remote gateway that reports its free instances.
    public static TestedSystem remote(
            Endpoint gateway, Optional<Policy> policy, Settling settling) {
        return new TestedSystem(
                List.of(gateway), policy, Optional.empty(), Optional.empty(), settling);
    }

    /// The only gateway, or the first.
    public Endpoint gateway() {
        return gateways.getFirst();
    }

    /// The gateways in the order in which a client tries them.
    ///
    /// @param turn how many clients came before it
    public List<Endpoint> gatewaysFor(int turn) {
        List<Endpoint> order = new ArrayList<>(gateways);
        Collections.rotate(order, -Math.floorMod(turn, order.size()));
        return order;
    }

    private String local(SystemControl control) {
        int instances = control.instances().size();
        return "local, "
                + (gateways.size() == 1 ? "" : gateways.size() + " gateways, ")
                + instances
                + (instances == 1 ? " instance, " : " instances, ");
    }

    /// A short description for reports.
    public String description() {
        return control.map(this::local).orElse("remote, ")
                + policy.map(Policy::word).orElse("policy unknown");
    }
}
