package io.monopod.scenarios.engine;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Gathers what speaks for and against one thing that must hold. For one thread.
public final class Check {
    /// With hundreds of clients the rest says the same again; what speaks against comes first.
    private static final int MOST_EVIDENCE = 50;

    private final String title;
    private final List<Evidence> against = new ArrayList<>();
    private final List<Evidence> seen = new ArrayList<>();
    private String summary = "";

    Check(String title) {
        this.title = title;
    }

    /// What was seen, in one line, for the case that it passes.
    public Check summary(String text) {
        summary = text;
        return this;
    }

    /// Holds if `holds` does; `what` says what was seen, either way.
    public Check that(boolean holds, String what) {
        (holds ? seen : against).add(new Evidence(null, null, what));
        return this;
    }

    /// The same of one call.
    public Check that(Exchange exchange, boolean holds, String what) {
        (holds ? seen : against).add(evidence(exchange, what));
        return this;
    }

    /// Holds if a field of the answer is as expected. Worth a word only if it is not.
    public Check field(Exchange exchange, String name, Object expected, Object actual) {
        return expected.equals(actual)
                ? this
                : that(exchange, false, "expected " + name + " " + expected + ", got " + actual);
    }

    /// Holds if the call ended with this code.
    public Check code(Exchange exchange, Code expected) {
        Answer answer = exchange.answer();
        String expectation = answer.code() == expected ? "" : "expected " + expected + ", got ";
        return that(exchange, answer.code() == expected, expectation + told(answer));
    }

    /// Holds if nobody answered, so that the status was made on this side. Which one it is depends
    /// on when the connection was found to be gone.
    public Check unanswered(Exchange exchange) {
        Answer answer = exchange.answer();
        return that(exchange, answer.local() && !answer.ok(), told(answer));
    }

    /// Holds if the call succeeded.
    public Check ok(Exchange exchange) {
        return that(exchange, exchange.answer().ok(), told(exchange.answer()));
    }

    public Check ok(Collection<Exchange> exchanges) {
        exchanges.forEach(this::ok);
        return this;
    }

    /// Holds if the answer is the contract's to the letter, with reason and pushback.
    public Check answered(Exchange exchange, ContractAnswer expected) {
        List<String> departures = expected.departures(exchange.answer());
        departures.forEach(departure -> that(exchange, false, departure));
        return departures.isEmpty() ? that(exchange, true, told(exchange.answer())) : this;
    }

    /// Holds if the answer has the contract's code and this text: the contract's, with its
    /// placeholders filled by `values`.
    public Check said(Exchange exchange, ContractAnswer expected, String... values) {
        Answer answer = exchange.answer();
        String text = expected.message(values);
        boolean exact = answer.code() == expected.code() && answer.message().equals(text);
        String what =
                exact ? told(answer) : "expected " + expected.code() + " '" + text + "', got ";
        return that(exchange, exact, exact ? what : what + told(answer));
    }

    /// Holds if the refusal's `ErrorInfo` has these entries.
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
                evidence.subList(0, Math.min(evidence.size(), MOST_EVIDENCE)));
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

    /// An answer in a few words.
    static String told(Answer answer) {
        if (!answer.ok()) {
            return answer.code() + " '" + answer.message() + "'";
        }
        String pod = answer.pod();
        return pod == null ? "OK" : "OK from " + pod;
    }
}
