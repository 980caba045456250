package io.monopod.console.snapshot;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Who called when: the kept calls of some clients.
///
/// @param from the left end of the time axis
/// @param to the right end
/// @param clients how many clients there are
/// @param first the index of the first row's client
public record CallTimes(Instant from, Instant to, int clients, int first, List<Row> rows) {
    public static final CallTimes NONE =
            new CallTimes(Instant.EPOCH, Instant.EPOCH, 0, 0, List.of());

    public CallTimes {
        rows = List.copyOf(rows);
    }

    /// Which clients are wanted, by index.
    public record Rows(int first, int count) {
        public static final Rows NOBODY = new Rows(0, 0);
    }

    /// The calls of one client, oldest first.
    public record Row(ClientId client, String label, List<Span> spans) {
        public Row {
            spans = List.copyOf(spans);
        }
    }

    /// One call.
    ///
    /// @param outcome null while it is open
    /// @param pod who answered; empty if no instance did
    public record Span(
            Instant start,
            Instant end,
            String method,
            @Nullable Code outcome,
            String pod,
            String message) {
        private static final String LOGIN = "Login";

        public static Span of(Exchange exchange) {
            Answer answer = exchange.answer();
            Instant start = exchange.call().startedAt();
            return new Span(
                    start,
                    start.plus(answer.latency()),
                    exchange.call().method(),
                    answer.outcome(),
                    Objects.requireNonNullElse(answer.pod(), ""),
                    answer.endedByClient() ? "" : answer.message());
        }

        /// A call that has not ended.
        public static Span of(Call open, Instant now) {
            return new Span(open.startedAt(), now, open.method(), null, "", "");
        }

        public boolean isLogin() {
            return method.equals(LOGIN) && outcome == Code.OK;
        }
    }
}
