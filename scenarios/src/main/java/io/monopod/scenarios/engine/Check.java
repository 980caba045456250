package io.monopod.scenarios.engine;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Gathers evidence for and against one condition. For one thread.
public final class Check {
    /// More evidence repeats itself; failures are kept first.
    private static final int MAX_EVIDENCE = 50;

    private final String title;
    private final List<Evidence> against = new ArrayList<>();
    private final List<Evidence> seen = new ArrayList<>();
    private String summary = "";

    Check(String title) {
        this.title = title;
    }

    /// The line to show if the check passes.
    public Check summary(String text) {
        summary = text;
        return this;
    }

    /// Passes if `holds` is true; `what` says what was seen in either case.
    public Check that(boolean holds, String what) {
        (holds ? seen : against).add(new Evidence(null, null, what));
        return this;
    }

    /// The same for one call.
    public Check that(Exchange exchange, boolean holds, String what) {
        (holds ? seen : against).add(evidence(exchange, what));
        return this;
    }

    /// Passes if a field of the answer has the expected value. Adds evidence only on failure.
    public Check field(Exchange exchange, String name, Object expected, Object actual) {
        return expected.equals(actual)
                ? this
                : that(exchange, false, "expected " + name + " " + expected + ", got " + actual);
    }

    /// Passes if the call ended with this code.
    public Check code(Exchange exchange, Code expected) {
        Answer answer = exchange.answer();
        String expectation = answer.code() == expected ? "" : "expected " + expected + ", got ";
        return that(exchange, answer.code() == expected, expectation + describe(answer));
    }

    /// Passes if no server answered and the client made the status itself. The code depends on when
    /// the broken connection was found.
    public Check unanswered(Exchange exchange) {
        Answer answer = exchange.answer();
        return that(exchange, answer.local() && !answer.ok(), describe(answer));
    }

    /// Passes if the call succeeded.
    public Check ok(Exchange exchange) {
        return that(exchange, exchange.answer().ok(), describe(exchange.answer()));
    }

    public Check ok(Collection<Exchange> exchanges) {
        exchanges.forEach(this::ok);
        return this;
    }

    /// Passes if the answer matches the contract exactly, with reason and pushback.
    public Check answered(Exchange exchange, ContractError expected) {
        var differences = ContractAnswer.to(expected).differences(exchange.answer());
        differences.forEach(departure -> that(exchange, false, departure));
        return differences.isEmpty() ? that(exchange, true, describe(exchange.answer())) : this;
    }

    /// Passes if the answer has the contract's code and its text, with `values` for the
    /// placeholders.
    public Check said(Exchange exchange, ContractError expected, String... values) {
        Answer answer = exchange.answer();
        String text = expected.message(values);
        Code code = Code.of(expected.code().number());
        boolean exact = answer.code() == code && answer.message().equals(text);
        String what = exact ? describe(answer) : "expected " + code + " '" + text + "', got ";
        return that(exchange, exact, exact ? what : what + describe(answer));
    }

    /// Passes if the refusal's `ErrorInfo` has these entries.
    public Check metadata(Exchange exchange, Map<String, String> entries) {
        var error = exchange.answer().error();
        Map<String, String> actual = error == null ? Map.of() : error.metadata();
        boolean holds = actual.entrySet().containsAll(entries.entrySet());
        return that(exchange, holds, "ErrorInfo metadata " + actual + ", expected " + entries);
    }

    Validation validation() {
        List<Evidence> evidence = new ArrayList<>(against);
        evidence.addAll(seen);
        boolean passed = against.isEmpty();
        return new Validation(
                title,
                passed ? Validation.Result.PASSED : Validation.Result.FAILED,
                passed ? summary : problem(),
                evidence.subList(0, Math.min(evidence.size(), MAX_EVIDENCE)));
    }

    private String problem() {
        Evidence first = against.getFirst();
        String who = first.client() == null ? "" : first.client() + ": ";
        String more = against.size() == 1 ? "" : " (and " + (against.size() - 1) + " more)";
        return who + first.text() + more;
    }

    private static Evidence evidence(Exchange exchange, String text) {
        return new Evidence(exchange.call().client(), exchange.call().id(), text);
    }

    /// A short text for an answer.
    static String describe(Answer answer) {
        if (!answer.ok()) {
            return answer.code() + " '" + answer.message() + "'";
        }
        String pod = answer.pod();
        return pod == null ? "OK" : "OK from " + pod;
    }
}
