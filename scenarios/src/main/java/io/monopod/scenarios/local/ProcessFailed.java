package io.monopod.scenarios.local;

import java.io.IOException;
import java.util.List;

/// A process of the system did not become ready, or exited. The message names it and the reason,
/// and includes its last lines.
public final class ProcessFailed extends IOException {
    private static final long serialVersionUID = 1;

    ProcessFailed(String process, String what, List<String> lastLines) {
        super(message(process, what, lastLines));
    }

    private static String message(String process, String what, List<String> lastLines) {
        String head = process + " " + what;
        return lastLines.isEmpty()
                ? head + " without any output"
                : head + "; its last lines:\n    " + String.join("\n    ", lastLines);
    }
}
