package io.monopod.scenarios.event;

import java.time.Duration;
import java.time.Instant;

/// Something that happened in a run.
public sealed interface RunEvent {
    Instant at();

    /// The first event of every run.
    record RunStarted(Instant at, RunInfo run) implements RunEvent {}

    /// @param number counted from 1; steps do not overlap
    record StepStarted(Instant at, int number, String title) implements RunEvent {}

    record StepEnded(Instant at, int number, String title, Duration took) implements RunEvent {}

    /// A client was made, or stands elsewhere than before.
    record ClientChanged(Instant at, ClientView client) implements RunEvent {}

    record CallStarted(Instant at, Call call) implements RunEvent {}

    /// A stream brought a message; the call goes on.
    record StreamMessage(Instant at, Call call, Reply.Served message) implements RunEvent {}

    record CallEnded(Instant at, Exchange exchange) implements RunEvent {}

    record Validated(Instant at, Validation validation) implements RunEvent {}

    /// Something worth a line that is none of the others: an instance was killed, a wait began.
    record Noted(Instant at, String text) implements RunEvent {}

    /// The last event of every run.
    ///
    /// @param reason why it was skipped or broken; empty otherwise
    record RunEnded(Instant at, Verdict verdict, String reason, Duration took)
            implements RunEvent {}
}
