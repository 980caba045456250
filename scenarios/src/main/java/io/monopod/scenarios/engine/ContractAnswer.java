package io.monopod.scenarios.engine;

import io.monopod.contract.ContractError;
import io.monopod.contract.Names;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A refusal in the contract.
///
/// @param message the exact text; placeholders such as `{old}` stand for session ids
/// @param situation when it is given, in a few words
/// @param reason the `ErrorInfo` reason; null if the contract names none
/// @param pushback null if the contract names none
/// @param speaker the program that gives it
public record ContractAnswer(
        Code code,
        String message,
        String situation,
        @Nullable String reason,
        @Nullable PushbackRange pushback,
        Speaker speaker) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+\\}");

    public enum Speaker {
        GATEWAY,
        INSTANCE
    }

    private static final Set<ContractError> OF_INSTANCES =
            EnumSet.of(
                    ContractError.SESSION_CONFLICT,
                    ContractError.SESSION_NOT_SET,
                    ContractError.SESSION_ENDED,
                    ContractError.CLIENT_SESSION_MISMATCH);
    private static final Map<ContractError, ContractAnswer> BY_ERROR = byError();
    private static final List<ContractAnswer> ALL = List.copyOf(BY_ERROR.values());

    /// All refusals, in the order of the contract's table. The console lists them.
    public static List<ContractAnswer> all() {
        return ALL;
    }

    /// The answer that the contract has for this error.
    public static ContractAnswer to(ContractError error) {
        return Objects.requireNonNull(BY_ERROR.get(error));
    }

    private static Map<ContractError, ContractAnswer> byError() {
        var answers = new EnumMap<ContractError, ContractAnswer>(ContractError.class);
        for (var error : ContractError.values()) {
            answers.put(error, make(error));
        }
        return answers;
    }

    private static ContractAnswer make(ContractError error) {
        PushbackRange pushback =
                switch (error.retry()) {
                    case NEVER -> PushbackRange.NEVER;
                    case ESTIMATED -> new PushbackRange(250, 30_000);
                    case SECOND -> PushbackRange.about(1_000);
                    case QUARTER -> PushbackRange.about(250);
                    case UNSAID -> null;
                };
        return new ContractAnswer(
                Code.of(error.code().number()),
                error.message(),
                error.situation(),
                pushback == null ? null : error.name(),
                pushback,
                OF_INSTANCES.contains(error) ? Speaker.INSTANCE : Speaker.GATEWAY);
    }

    /// The text with its placeholders replaced, in order.
    public String message(String... values) {
        return ContractError.fill(message, values);
    }

    /// Whether an answer has its code, text and reason.
    public boolean matches(Answer answer) {
        return says(answer) && (reason == null || reason.equals(answer.reason()));
    }

    /// All differences between an answer and the contract, in words; empty if it is exact.
    public List<String> differences(Answer answer) {
        List<String> differences = new ArrayList<>();
        if (!says(answer)) {
            differences.add(
                    "expected %s '%s', got %s '%s'"
                            .formatted(code, message, answer.code(), answer.message()));
        }
        if (reason != null && !reasonOf(answer).equals(inOurDomain(reason))) {
            differences.add(
                    "expected ErrorInfo " + inOurDomain(reason) + ", got " + reasonOf(answer));
        }
        if (pushback != null) {
            differences.addAll(pushback.differences(answer.retry()));
        }
        if (speaker == Speaker.GATEWAY && !answer.trailersOnly()) {
            differences.add("not a Trailers-Only response");
        }
        return differences;
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
