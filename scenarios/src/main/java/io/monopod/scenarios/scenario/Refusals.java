package io.monopod.scenarios.scenario;

import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

/// A validation for each call that is to be refused, under the name of what was wrong with it.
final class Refusals {
    private Refusals() {}

    /// The answer is the contract's to the letter: what the gateway says.
    static void answered(Stage stage, String wrong, ContractAnswer expected, Exchange exchange) {
        String reason = expected.reason();
        stage.check(
                title(wrong, expected),
                check ->
                        check.answered(exchange, expected)
                                .summary(reason == null ? expected.code().toString() : reason));
    }

    /// The answer has the contract's code and text: what an instance says that is called directly.
    static void said(Stage stage, String wrong, ContractAnswer expected, Exchange exchange) {
        stage.check(
                title(wrong, expected),
                check -> check.said(exchange, expected).summary(expected.code().toString()));
    }

    /// The contract names the code alone.
    static void coded(Stage stage, String wrong, Code expected, Exchange exchange) {
        stage.check(
                wrong + ": " + expected,
                check -> check.code(exchange, expected).summary(exchange.answer().message()));
    }

    private static String title(String wrong, ContractAnswer expected) {
        return wrong + ": " + expected.code() + " '" + expected.message() + "'";
    }
}
