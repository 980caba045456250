package io.monopod.scenarios.chaos;

import io.monopod.scenarios.engine.Contract;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

/// What an answer means to a client in the middle of chaos.
enum Outcome {
    /// It was served.
    SERVED,
    /// There is no session to end (any more).
    NO_SESSION,
    /// It was told that there is no place for it now.
    NO_PLACE,
    /// It was told that the service is gone for now.
    UNAVAILABLE,
    /// It found no gateway, or its connection to it broke.
    UNREACHED,
    /// It waited as long as it wanted to.
    TOO_LATE,
    /// It ended the call itself.
    CANCELLED,
    /// Its session ended under the call.
    ENDED,
    /// What nobody may be told, whatever happens to the processes: another's session, a token that
    /// is no good any more, an internal error, or nothing.
    WRONG;

    static Outcome of(Exchange exchange) {
        Answer answer = exchange.answer();
        return switch (answer.code()) {
            case OK -> SERVED;
            case RESOURCE_EXHAUSTED -> isRefusal(answer) ? NO_PLACE : WRONG;
            // Who answers says why; grpc-java, which found a broken connection, does not.
            case UNAVAILABLE -> answer.reason() == null ? UNREACHED : UNAVAILABLE;
            case DEADLINE_EXCEEDED -> TOO_LATE;
            case CANCELLED -> answer.local() ? CANCELLED : WRONG;
            // An instance says so; the gateway's "session lost" is on no route here.
            case ABORTED -> answer.message().equals("session ended") ? ENDED : WRONG;
            case PERMISSION_DENIED -> Contract.SESSION_NOT_SET.matches(answer) ? NO_SESSION : WRONG;
            // What grpc-java says of a connection that broke under a call that was just sent.
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

    /// Whether the answer is the last of it: if it is a shutdown's, there is no session of the
    /// client any more.
    boolean isSettled() {
        return switch (this) {
            case SERVED, NO_SESSION, NO_PLACE, WRONG -> true;
            case UNAVAILABLE, UNREACHED, TOO_LATE, CANCELLED, ENDED -> false;
        };
    }

    /// The answer in a word or two: its code, and its reason if it has one.
    static String label(Answer answer) {
        String reason = answer.reason();
        String where = answer.local() && answer.code() != Code.CANCELLED ? " (no answer)" : "";
        return answer.code() + (reason == null ? where : " " + reason);
    }

    private static boolean isRefusal(Answer answer) {
        return Contract.ALL_INSTANCES_BUSY.matches(answer)
                || Contract.QUEUE_TIMEOUT.matches(answer)
                || Contract.NO_AVAILABLE_INSTANCES.matches(answer);
    }
}
