package io.monopod.contract;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every error in the table of `my_service.proto`, which is checked against this: the one place for
/// its code, text and reason, and for when a client may retry. The gateway's refusals, most of the
/// instance's, what scenarios expect and the console's table of refusals are made of it.
///
/// Two answers of instances are not here: `NOT_GRANTED` and `NOT_ACCEPTING` (`RefusalStatus`). Nor
/// are the data path's own answers, such as those to malformed requests. The gateway's own services
/// (`TokenGuard`, `Watch`) give two of the texts without a reason.
public enum ContractError {
    ALL_INSTANCES_BUSY(
            Code.RESOURCE_EXHAUSTED,
            "all instances are busy",
            Retry.ESTIMATED,
            "every live instance holds another session"),
    QUEUE_FULL(
            Code.RESOURCE_EXHAUSTED,
            "all instances are busy",
            Retry.ESTIMATED,
            "the call would wait, and the waiting room is full"),
    QUEUE_TIMEOUT(
            Code.RESOURCE_EXHAUSTED,
            "all instances are busy",
            Retry.ESTIMATED,
            "the call has waited as long as it may"),
    USER_QUOTA(
            Code.RESOURCE_EXHAUSTED,
            "too many sessions",
            Retry.ESTIMATED,
            "the user has as many sessions, or places in line, as one may"),
    NO_AVAILABLE_INSTANCES(
            Code.RESOURCE_EXHAUSTED,
            "no available instances",
            Retry.SECOND,
            "live instances exist, none may take a session now"),
    GATEWAY_OVERLOADED(
            Code.RESOURCE_EXHAUSTED,
            "gateway overloaded",
            Retry.SECOND,
            "the process has no more room for calls of that kind"),
    BACKEND_UNAVAILABLE(
            Code.UNAVAILABLE,
            "backend service unavailable",
            Retry.SECOND,
            "no live instance is known, or the chosen one cannot be reached"),
    OUTCOME_UNKNOWN(
            Code.UNAVAILABLE,
            "backend service unavailable",
            Retry.NEVER,
            "the instance was lost while it had the call, which may have run"),
    SESSION_LOST(
            Code.ABORTED,
            "session lost",
            Retry.NEVER,
            "the instance was lost, and the route says so once"),
    GATEWAY_STARTING(
            Code.UNAVAILABLE, "service unavailable", Retry.SECOND, "the gateway is starting"),
    STORE_UNAVAILABLE(
            Code.UNAVAILABLE,
            "service unavailable",
            Retry.SECOND,
            "the store that several gateways share is away; running sessions go on"),
    GATEWAY_DRAINING(
            Code.UNAVAILABLE, "service unavailable", Retry.QUARTER, "the gateway is draining"),
    SESSION_CONFLICT(
            Code.INTERNAL,
            "Session conflict: was={old}, now={new}",
            Retry.NEVER,
            "strict hashing reached an instance that holds another session"),
    MISSING_SESSION_ID(
            Code.UNAUTHENTICATED, "missing session-id", Retry.NEVER, "the call has no session-id"),
    MALFORMED_SESSION_ID(
            Code.INVALID_ARGUMENT,
            "session-id must be 1 to " + SessionId.MAX_LENGTH + " visible ASCII characters",
            Retry.NEVER,
            "the session-id is malformed"),
    MALFORMED_SESSION_WAIT(
            Code.INVALID_ARGUMENT,
            "session-wait must be at most 8 digits and one of H, M, S, m, u, n",
            Retry.NEVER,
            "the session-wait is not written like a grpc-timeout"),
    INVALID_TOKEN(
            Code.UNAUTHENTICATED,
            "missing or invalid token",
            Retry.NEVER,
            "the token is missing, malformed or wrongly signed"),
    TOKEN_EXPIRED(
            Code.UNAUTHENTICATED, "missing or invalid token", Retry.NEVER, "the token has expired"),
    SESSION_MISMATCH(
            Code.UNAUTHENTICATED,
            "missing or invalid token",
            Retry.NEVER,
            "the token is for another session"),
    NOT_OWNER(
            Code.PERMISSION_DENIED,
            "session belongs to another user",
            Retry.NEVER,
            "a valid token of a user who does not own that session"),
    USERNAME_REQUIRED(
            Code.INVALID_ARGUMENT,
            "username is required",
            Retry.UNSAID,
            "Login without a username"),
    SESSION_ID_REQUIRED(
            Code.INVALID_ARGUMENT,
            "session_id is required",
            Retry.UNSAID,
            "Login without a session_id"),
    WRONG_LOGIN(
            Code.PERMISSION_DENIED,
            "invalid username or password",
            Retry.UNSAID,
            "Login with a wrong user or password"),
    SESSION_NOT_SET(
            Code.PERMISSION_DENIED,
            "Server session is not set",
            Retry.UNSAID,
            "MyServiceShutdown on an instance that serves no session"),
    CLIENT_SESSION_MISMATCH(
            Code.PERMISSION_DENIED,
            "Client session mismatch: client={c}, server={s}",
            Retry.UNSAID,
            "MyServiceShutdown with another session's id"),
    SESSION_ENDED(
            Code.ABORTED, "session ended", Retry.UNSAID, "the session ended while the call ran"),
    NOT_ROUTED(Code.UNIMPLEMENTED, "method not routed", Retry.UNSAID, "the method is on no route");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+\\}");

    /// The gRPC status codes of these errors.
    public enum Code {
        INVALID_ARGUMENT(3),
        PERMISSION_DENIED(7),
        RESOURCE_EXHAUSTED(8),
        ABORTED(10),
        UNIMPLEMENTED(12),
        INTERNAL(13),
        UNAVAILABLE(14),
        UNAUTHENTICATED(16);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        /// The number on the wire.
        public int number() {
            return number;
        }
    }

    /// When the client may retry, before jitter. All but UNSAID also have a reason.
    public enum Retry {
        /// Pushback -1 (gRFC A6).
        NEVER,
        /// When an instance may be free.
        ESTIMATED,
        /// After a second.
        SECOND,
        /// After a quarter of a second.
        QUARTER,
        /// The contract names neither a pushback nor a reason.
        UNSAID
    }

    private final Code code;
    private final String message;
    private final Retry retry;
    private final String situation;

    ContractError(Code code, String message, Retry retry, String situation) {
        this.code = code;
        this.message = message;
        this.retry = retry;
        this.situation = situation;
    }

    public Code code() {
        return code;
    }

    /// The exact text. Placeholders such as `{old}` stand for session ids.
    public String message() {
        return message;
    }

    /// The text with its placeholders replaced, in order.
    public String message(String... values) {
        return fill(message, values);
    }

    /// Replaces the placeholders of such a text, in order. A value is taken as it is, also one that
    /// looks like a placeholder: clients choose session ids.
    public static String fill(String message, String... values) {
        var next = Arrays.asList(values).iterator();
        return PLACEHOLDER
                .matcher(message)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        next.hasNext() ? next.next() : found.group()));
    }

    public Retry retry() {
        return retry;
    }

    /// When it is given, in a few words.
    public String situation() {
        return situation;
    }
}
