package io.monopod.scenarios.chaos;

import io.monopod.scenarios.event.Exchange;

import java.time.Instant;

/// What a client asked for, and what became of it.
///
/// @param what the call is to do
/// @param from no instance logs what it does before that
/// @param served whether an instance answered at least once
record Asked(String session, What what, Instant from, Instant to, Outcome outcome, boolean served) {
    Asked {
        from = SlotLog.logged(from);
    }

    /// What a call can explain.
    enum What {
        /// It uses the session.
        USE,
        /// It ends the session.
        SHUTDOWN
    }

    /// @param to when its answer had come. That is not its start and its latency, as something may
    ///   have held it up between its start and its way out
    static Asked of(String session, Exchange exchange, Instant to) {
        return new Asked(
                session,
                exchange.call().method().equals("MyServiceShutdown") ? What.SHUTDOWN : What.USE,
                exchange.call().startedAt(),
                to,
                Outcome.of(exchange),
                exchange.answer().messages() > 0);
    }

    @Override
    public String toString() {
        return session + ": " + told();
    }

    /// Without whose it is.
    String told() {
        return "%s, %s, from %s to %s".formatted(what, outcome, from, to);
    }
}
