package io.monopod.scenarios.engine;

import io.monopod.contract.Names;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A refusal as the contract has it.
///
/// @param message the exact text; `{old}` and the like stand for session ids
/// @param situation when it is said, in a few words
/// @param reason the `ErrorInfo` reason; null if the contract names none
/// @param pushback null if the contract names none
/// @param speaker who says it
public record ContractAnswer(
        Code code,
        String message,
        String situation,
        @Nullable String reason,
        @Nullable Pushback pushback,
        Speaker speaker) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+\\}");

    public enum Speaker {
        GATEWAY,
        INSTANCE
    }

    static ContractAnswer byGateway(Code code, String message, String situation) {
        return new ContractAnswer(code, message, situation, null, null, Speaker.GATEWAY);
    }

    static ContractAnswer byInstance(Code code, String message, String situation) {
        return new ContractAnswer(code, message, situation, null, null, Speaker.INSTANCE);
    }

    ContractAnswer with(String errorReason, Pushback hint) {
        return new ContractAnswer(code, message, situation, errorReason, hint, speaker);
    }

    /// The text with its placeholders filled, in their order.
    public String message(String... values) {
        String filled = message;
        for (String value : values) {
            filled = PLACEHOLDER.matcher(filled).replaceFirst(Matcher.quoteReplacement(value));
        }
        return filled;
    }

    /// Whether an answer is this one as far as code, text and reason tell.
    public boolean matches(Answer answer) {
        return says(answer) && (reason == null || reason.equals(answer.reason()));
    }

    /// All in which an answer departs from the contract, in words; empty if it is exact.
    public List<String> departures(Answer answer) {
        List<String> departures = new ArrayList<>();
        if (!says(answer)) {
            departures.add(
                    "expected %s '%s', got %s '%s'"
                            .formatted(code, message, answer.code(), answer.message()));
        }
        if (reason != null && !reasonOf(answer).equals(inOurDomain(reason))) {
            departures.add(
                    "expected ErrorInfo " + inOurDomain(reason) + ", got " + reasonOf(answer));
        }
        if (pushback != null) {
            departures.addAll(pushback.departures(answer.retry()));
        }
        if (speaker == Speaker.GATEWAY && !answer.trailersOnly()) {
            departures.add("not a Trailers-Only response");
        }
        return departures;
    }

    private boolean says(Answer answer) {
        return answer.code() == code && Pattern.matches(asRegex(message), answer.message());
    }

    private static String inOurDomain(String reason) {
        return reason + " of " + Names.ERROR_DOMAIN;
    }

    private static String reasonOf(Answer answer) {
        var error = answer.error();
        return error == null ? "none" : error.reason() + " of " + error.domain();
    }

    private static String asRegex(String message) {
        StringBuilder regex = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(message);
        int at = 0;
        while (placeholders.find()) {
            regex.append(Pattern.quote(message.substring(at, placeholders.start()))).append(".+");
            at = placeholders.end();
        }
        return regex.append(Pattern.quote(message.substring(at))).toString();
    }
}
