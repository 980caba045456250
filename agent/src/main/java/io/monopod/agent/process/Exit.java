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

    @Override
    public String toString() {
        int signal = code - SIGNALLED;
        return signal > 0 && signal <= MAX_SIGNAL
                ? NAMES.getOrDefault(signal, "signal " + signal)
                : "exit code " + code;
    }
}
