package io.monopod.scenarios.chaos;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

/// What an answer means to a client during chaos.
enum Outcome {
    /// An instance answered.
    SERVED,
    /// There is no session to end.
    NO_SESSION,
    /// No instance is free.
    NO_PLACE,
    /// The service is unavailable.
    UNAVAILABLE,
    /// No gateway answered, or the connection broke.
    UNREACHED,
    /// The deadline passed.
    TOO_LATE,
    /// The client cancelled the call.
    CANCELLED,
    /// The session ended during the call.
    ENDED,
    /// An answer that no fault justifies: another's session, an invalid token, an internal error,
    /// or no reason at all.
    WRONG;

    static Outcome of(Exchange exchange) {
        Answer answer = exchange.answer();
        return switch (answer.code()) {
            case OK -> SERVED;
            case RESOURCE_EXHAUSTED -> isRefusal(answer) ? NO_PLACE : WRONG;
            // A server's answer has a reason; a broken connection that grpc-java reports has none.
            case UNAVAILABLE -> answer.reason() == null ? UNREACHED : UNAVAILABLE;
            case DEADLINE_EXCEEDED -> TOO_LATE;
            case CANCELLED -> answer.local() ? CANCELLED : WRONG;
            // Only an instance says this; no route here uses the gateway's "session lost".
            case ABORTED ->
                    answer.message().equals(ContractError.SESSION_ENDED.message()) ? ENDED : WRONG;
            case PERMISSION_DENIED ->
                    ContractAnswer.to(ContractError.SESSION_NOT_SET).matches(answer)
                            ? NO_SESSION
                            : WRONG;
            // What grpc-java reports if the connection breaks just after the call was sent.
            case UNKNOWN -> answer.local() ? UNREACHED : WRONG;
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                    WRONG;
        };
    }

    /// Whether the outcome is final: after such an answer to a shutdown, the client has no session.
    boolean isSettled() {
        return switch (this) {
            case SERVED, NO_SESSION, NO_PLACE, WRONG -> true;
            case UNAVAILABLE, UNREACHED, TOO_LATE, CANCELLED, ENDED -> false;
        };
    }

    /// The code, and the reason if there is one.
    static String label(Answer answer) {
        String reason = answer.reason();
        String where = answer.local() && answer.code() != Code.CANCELLED ? " (no answer)" : "";
        return answer.code() + (reason == null ? where : " " + reason);
    }

    private static boolean isRefusal(Answer answer) {
        return ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY).matches(answer)
                || ContractAnswer.to(ContractError.QUEUE_TIMEOUT).matches(answer)
                || ContractAnswer.to(ContractError.NO_AVAILABLE_INSTANCES).matches(answer);
    }
}
