package io.monopod.agent.process;

import java.util.Map;

/// How a process ended.
///
/// @param code its exit code; 128 and the signal's number if a signal ended it, as in a shell
public record Exit(int code) {
    private static final int SIGNALLED = 128;
    private static final int MAX_SIGNAL = 64;

    private static final Map<Integer, String> NAMES =
            Map.of(
                    1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS",
                    8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    public boolean isGood() {
        return code == 0;
    }

    /// In one word, for the gateway: `SIGKILL`, or the exit code.
    public String word() {
        return isSignal() ? signal().replace(" ", "") : Integer.toString(code);
    }

    @Override
    public String toString() {
        return isSignal() ? signal() : "exit code " + code;
    }

    private boolean isSignal() {
        return code > SIGNALLED && code <= SIGNALLED + MAX_SIGNAL;
    }

    private String signal() {
        int number = code - SIGNALLED;
        return NAMES.getOrDefault(number, "signal " + number);
    }
}
