package io.monopod.scenarios.terminal;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.report.Pace;
import io.monopod.scenarios.terminal.Terminal.Colour;

import java.util.ArrayList;
import java.util.List;

/// Formats an ended call on one line: client, call, latency, code, and pod or message.
final class CallLines {
    private final Terminal terminal;

    CallLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param label the client's label in the scenario
    String of(Exchange exchange, String label) {
        Answer answer = exchange.answer();
        return "     %-13s %-18s %8s  %s  %s"
                .formatted(
                        Visible.text(label),
                        exchange.call().method(),
                        Pace.of(answer.latency()),
                        terminal.paint(colour(answer), "%-22s".formatted(code(answer.code()))),
                        detail(exchange))
                .stripTrailing();
    }

    /// As in the console and the contract: `RESOURCE_EXHAUSTED 8`.
    static String code(Code code) {
        return code == Code.OK ? "OK" : code + " " + code.number();
    }

    private String detail(Exchange exchange) {
        Answer answer = exchange.answer();
        if (answer.ok()) {
            String pod = answer.pod();
            return pod == null ? loggedIn(exchange) : "pod " + pod;
        }
        List<String> more = new ArrayList<>();
        if (answer.reason() != null) {
            more.add(answer.reason());
        }
        Long pushback = answer.retry().pushbackMillis();
        if (pushback != null) {
            more.add(pushback < 0 ? "do not retry" : "retry in " + pushback + " ms");
        }
        String rest = more.isEmpty() ? "" : "  (" + String.join(", ", more) + ")";
        return Visible.text(answer.message()) + terminal.paint(Colour.QUIET, rest);
    }

    private static String loggedIn(Exchange exchange) {
        String session = exchange.call().session();
        return session == null ? "" : "session " + Visible.text(session);
    }

    static Colour colour(Answer answer) {
        return switch (answer.code()) {
            case OK -> Colour.GOOD;
            case RESOURCE_EXHAUSTED -> Colour.WARN;
            case UNAUTHENTICATED,
                    PERMISSION_DENIED,
                    INVALID_ARGUMENT,
                    UNIMPLEMENTED,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE ->
                    Colour.DENIED;
            case CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
                    Colour.BAD;
        };
    }
}
