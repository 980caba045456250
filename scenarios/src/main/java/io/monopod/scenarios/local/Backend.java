package io.monopod.scenarios.local;

import java.util.ArrayList;
import java.util.List;

/// The user's own gRPC server, which an agent makes the system's instances.
///
/// @param command its program and arguments
/// @param endedBy methods that end their session
/// @param reuse whether one process serves one session after the other
/// @param warm how many processes stand ready beyond those with a session; 0 for all
/// @param onInstanceLoss what becomes of calls whose instance is lost, as the gateway's routes say
public record Backend(
        List<String> command,
        List<String> endedBy,
        boolean reuse,
        int warm,
        String onInstanceLoss) {
    /// The cluster of its instances.
    static final String CLUSTER = "backend";

    private static final List<String> ON_INSTANCE_LOSS = List.of("fail", "replay", "session-lost");

    /// @throws IllegalArgumentException with a message for the user; the agent checks the rest
    public Backend {
        command = List.copyOf(command);
        endedBy = List.copyOf(endedBy);
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "a command is missing after --, as in: -- python3 server.py --port {port}");
        }
        if (!ON_INSTANCE_LOSS.contains(onInstanceLoss)) {
            throw new IllegalArgumentException(
                    "--on-instance-loss must be fail, replay or session-lost: " + onInstanceLoss);
        }
    }

    /// The gateway's configuration: every call but those of its own services belongs to a session.
    String routing() {
        return """
        clusters:
          %1$s: {type: registered}
        routes:
          - {prefix: /, cluster: %1$s, on-instance-loss: %2$s}
        """
                .formatted(CLUSTER, onInstanceLoss);
    }

    /// The agent's flags for it, and its command.
    List<String> agentArguments() {
        List<String> arguments = new ArrayList<>(List.of("--warm", Integer.toString(warm)));
        if (!endedBy.isEmpty()) {
            arguments.addAll(List.of("--ended-by", String.join(",", endedBy)));
        }
        if (reuse) {
            arguments.add("--reuse");
        }
        arguments.add("--");
        arguments.addAll(command);
        return arguments;
    }
}
