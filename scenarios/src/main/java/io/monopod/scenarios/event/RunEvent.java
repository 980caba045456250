package io.monopod.scenarios.event;

import java.time.Duration;
import java.time.Instant;

/// An event of a run.
public sealed interface RunEvent {
    Instant at();

    /// The first event of every run.
    record RunStarted(Instant at, RunInfo run) implements RunEvent {}

    /// @param number counted from 1; steps do not overlap
    record StepStarted(Instant at, int number, String title) implements RunEvent {}

    record StepEnded(Instant at, int number, String title, Duration took) implements RunEvent {}

    /// A client was created, or its state changed.
    record ClientChanged(Instant at, ClientView client) implements RunEvent {}

    record CallStarted(Instant at, Call call) implements RunEvent {}

    /// A stream's message arrived; the call goes on.
    record StreamMessage(Instant at, Call call, Reply.Served message) implements RunEvent {}

    record CallEnded(Instant at, Exchange exchange) implements RunEvent {}

    record Validated(Instant at, Validation validation) implements RunEvent {}

    /// Another event that deserves a line, such as a killed instance.
    record Noted(Instant at, String text) implements RunEvent {}

    /// The last event of every run.
    ///
    /// @param reason why it was skipped or broken; empty otherwise
    record RunEnded(Instant at, Verdict verdict, String reason, Duration took)
            implements RunEvent {}
}
