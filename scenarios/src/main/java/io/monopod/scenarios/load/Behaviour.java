package io.monopod.scenarios.load;

import java.time.Duration;

/// What each client of a group does after login.
///
/// @param kind unary echoes, or one stream
/// @param calls how many echoes, or how many messages of the stream; 0 for no limit
/// @param think the pause from one echo's answer to the next echo
/// @param hold how long it keeps its session after the last call
/// @param deadline of each unary call; a stream has none
/// @param sessionWait the value of `session-wait`; zero to leave it out
/// @param retries the maximum number of retries after refusals with a pushback of 0 or more
/// @param ending what it does with its session at the end
public record Behaviour(
        Kind kind,
        int calls,
        Duration think,
        Duration hold,
        Duration deadline,
        Duration sessionWait,
        int retries,
        Ending ending) {
    /// One echo, then ten seconds' hold and a shutdown.
    public static final Behaviour STANDARD =
            new Behaviour(
                    Kind.UNARY,
                    1,
                    Duration.ZERO,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ZERO,
                    0,
                    Ending.SHUT_DOWN);

    public Behaviour {
        notNegative("calls", calls);
        notNegative("retries", retries);
        notNegative("think", think.toNanos());
        notNegative("hold", hold.toNanos());
        notNegative("session wait", sessionWait.toNanos());
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("deadline must be positive: " + deadline);
        }
    }

    private static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
    }

    public enum Kind {
        UNARY,
        STREAM
    }

    public enum Ending {
        /// Ends the session by `MyServiceShutdown`.
        SHUT_DOWN,
        /// Closes its connection without ending the session.
        LEAVE
    }
}
