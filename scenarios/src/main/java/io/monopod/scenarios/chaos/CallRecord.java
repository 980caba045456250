package io.monopod.scenarios.chaos;

import io.monopod.scenarios.event.Exchange;

import java.time.Instant;

/// A call of a client and its outcome.
///
/// @param what the purpose of the call
/// @param from no instance logs an effect of the call before this time
/// @param served whether an instance answered at least once
record CallRecord(
        String session, What what, Instant from, Instant to, Outcome outcome, boolean served) {
    CallRecord {
        from = SlotLog.logged(from);
    }

    /// The purpose of a call.
    enum What {
        /// Uses the session.
        USE,
        /// Ends the session.
        SHUTDOWN
    }

    /// @param to when the answer had arrived. Start plus latency would be too early, because the
    ///   call may be delayed between its start and its sending
    static CallRecord of(String session, Exchange exchange, Instant to) {
        return new CallRecord(
                session,
                exchange.call().method().equals("MyServiceShutdown") ? What.SHUTDOWN : What.USE,
                exchange.call().startedAt(),
                to,
                Outcome.of(exchange),
                exchange.answer().messages() > 0);
    }

    @Override
    public String toString() {
        return session + ": " + summary();
    }

    /// The text without the session.
    String summary() {
        return "%s, %s, from %s to %s".formatted(what, outcome, from, to);
    }
}
