package io.monopod.scenarios.local;

import java.io.IOException;
import java.util.List;

/// The agent before the user's own server did not come up. The message is the agent's own.
public final class AgentFailed extends IOException {
    private static final long serialVersionUID = 1;
    private static final int WRONG_USAGE = 2;
    private static final String REASON = "cannot start: ";

    private final int exitCode;

    AgentFailed(int exitCode, List<String> lastLines) {
        super(reason(lastLines));
        this.exitCode = exitCode;
    }

    private static String reason(List<String> lastLines) {
        return lastLines.stream()
                .filter(line -> line.startsWith(REASON))
                .findFirst()
                .orElseGet(() -> lastLines.isEmpty() ? "the agent has ended" : lastLines.getLast());
    }

    /// Whether what the user asked for is not allowed.
    public boolean isWrongUsage() {
        return exitCode == WRONG_USAGE;
    }
}
