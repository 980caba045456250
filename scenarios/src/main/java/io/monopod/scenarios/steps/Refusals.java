package io.monopod.scenarios.steps;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

/// One validation for each call that must be refused, named after what is wrong with it.
public final class Refusals {
    private Refusals() {}

    /// The answer matches the contract exactly; for the gateway.
    public static void answered(
            Stage stage, String wrong, ContractError expected, Exchange exchange) {
        var answer = ContractAnswer.to(expected);
        String reason = answer.reason();
        stage.check(
                title(wrong, answer),
                check ->
                        check.answered(exchange, expected)
                                .summary(reason == null ? answer.code().toString() : reason));
    }

    /// The answer has the contract's code and text; for an instance that is called directly.
    public static void said(Stage stage, String wrong, ContractError expected, Exchange exchange) {
        var answer = ContractAnswer.to(expected);
        stage.check(
                title(wrong, answer),
                check -> check.said(exchange, expected).summary(answer.code().toString()));
    }

    /// Only the code is in the contract.
    public static void coded(Stage stage, String wrong, Code expected, Exchange exchange) {
        stage.check(
                wrong + ": " + expected,
                check -> check.code(exchange, expected).summary(exchange.answer().message()));
    }

    private static String title(String wrong, ContractAnswer expected) {
        return wrong + ": " + expected.code() + " '" + expected.message() + "'";
    }
}
