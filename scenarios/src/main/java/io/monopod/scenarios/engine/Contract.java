package io.monopod.scenarios.engine;

import io.monopod.scenarios.event.Code;

import java.util.List;

/// The refusals of the contract, each written once: what scenarios hold answers against, and what
/// the console lists.
public final class Contract {
    public static final ContractAnswer ALL_INSTANCES_BUSY =
            ContractAnswer.byGateway(
                            Code.RESOURCE_EXHAUSTED,
                            "all instances are busy",
                            "every live instance holds another session")
                    .with("ALL_INSTANCES_BUSY", Pushback.between(250, 30_000));
    public static final ContractAnswer QUEUE_FULL =
            ContractAnswer.byGateway(
                            Code.RESOURCE_EXHAUSTED,
                            "all instances are busy",
                            "the call would wait, and the waiting room is full")
                    .with("QUEUE_FULL", Pushback.between(250, 30_000));
    public static final ContractAnswer QUEUE_TIMEOUT =
            ContractAnswer.byGateway(
                            Code.RESOURCE_EXHAUSTED,
                            "all instances are busy",
                            "the call has waited as long as it may")
                    .with("QUEUE_TIMEOUT", Pushback.between(250, 30_000));
    public static final ContractAnswer NO_AVAILABLE_INSTANCES =
            ContractAnswer.byGateway(
                            Code.RESOURCE_EXHAUSTED,
                            "no available instances",
                            "live instances exist, none may take a session now")
                    .with("NO_AVAILABLE_INSTANCES", Pushback.exactly(1_000));
    public static final ContractAnswer BACKEND_UNAVAILABLE =
            ContractAnswer.byGateway(
                            Code.UNAVAILABLE,
                            "backend service unavailable",
                            "no live instance is known, or the chosen one cannot be reached")
                    .with("BACKEND_UNAVAILABLE", Pushback.between(-1, 1_000));
    public static final ContractAnswer OUTCOME_UNKNOWN =
            ContractAnswer.byGateway(
                            Code.UNAVAILABLE,
                            "backend service unavailable",
                            "the instance was lost while it had the call, which may have run")
                    .with("OUTCOME_UNKNOWN", Pushback.NEVER);
    public static final ContractAnswer SESSION_LOST =
            ContractAnswer.byGateway(
                            Code.ABORTED,
                            "session lost",
                            "the instance was lost, and the route has that told once")
                    .with("SESSION_LOST", Pushback.NEVER);
    public static final ContractAnswer GATEWAY_STARTING =
            ContractAnswer.byGateway(
                            Code.UNAVAILABLE, "service unavailable", "the gateway is starting")
                    .with("GATEWAY_STARTING", Pushback.exactly(1_000));
    public static final ContractAnswer GATEWAY_DRAINING =
            ContractAnswer.byGateway(
                            Code.UNAVAILABLE, "service unavailable", "the gateway is draining")
                    .with("GATEWAY_DRAINING", Pushback.exactly(0));
    public static final ContractAnswer SESSION_CONFLICT =
            ContractAnswer.byInstance(
                            Code.INTERNAL,
                            "Session conflict: was={old}, now={new}",
                            "strict hashing reached an instance that holds another session")
                    .with("SESSION_CONFLICT", Pushback.NEVER);
    public static final ContractAnswer MISSING_SESSION_ID =
            ContractAnswer.byGateway(
                            Code.UNAUTHENTICATED,
                            "missing session-id",
                            "the call has no session-id")
                    .with("MISSING_SESSION_ID", Pushback.NEVER);
    public static final ContractAnswer INVALID_TOKEN =
            ContractAnswer.byGateway(
                            Code.UNAUTHENTICATED,
                            "missing or invalid token",
                            "the token is missing, malformed or wrongly signed")
                    .with("INVALID_TOKEN", Pushback.NEVER);
    public static final ContractAnswer TOKEN_EXPIRED =
            ContractAnswer.byGateway(
                            Code.UNAUTHENTICATED,
                            "missing or invalid token",
                            "the token has expired")
                    .with("TOKEN_EXPIRED", Pushback.NEVER);
    public static final ContractAnswer SESSION_MISMATCH =
            ContractAnswer.byGateway(
                            Code.UNAUTHENTICATED,
                            "missing or invalid token",
                            "the token is for another session")
                    .with("SESSION_MISMATCH", Pushback.NEVER);
    public static final ContractAnswer NOT_OWNER =
            ContractAnswer.byGateway(
                            Code.PERMISSION_DENIED,
                            "session belongs to another user",
                            "a valid token of a user who does not own that session")
                    .with("NOT_OWNER", Pushback.NEVER);
    public static final ContractAnswer USERNAME_REQUIRED =
            ContractAnswer.byGateway(
                    Code.INVALID_ARGUMENT, "username is required", "Login without a username");
    public static final ContractAnswer SESSION_ID_REQUIRED =
            ContractAnswer.byGateway(
                    Code.INVALID_ARGUMENT, "session_id is required", "Login without a session_id");
    public static final ContractAnswer WRONG_LOGIN =
            ContractAnswer.byGateway(
                    Code.PERMISSION_DENIED,
                    "invalid username or password",
                    "Login with a wrong user or password");
    public static final ContractAnswer SESSION_NOT_SET =
            ContractAnswer.byInstance(
                    Code.PERMISSION_DENIED,
                    "Server session is not set",
                    "MyServiceShutdown on an instance that serves no session");
    public static final ContractAnswer SESSION_DIFFERS =
            ContractAnswer.byInstance(
                    Code.PERMISSION_DENIED,
                    "Client session mismatch: client={c}, server={s}",
                    "MyServiceShutdown with another session's id");
    public static final ContractAnswer NOT_ROUTED =
            ContractAnswer.byGateway(
                    Code.UNIMPLEMENTED, "method not routed", "the method is on no route");

    private static final List<ContractAnswer> ALL =
            List.of(
                    ALL_INSTANCES_BUSY,
                    QUEUE_FULL,
                    QUEUE_TIMEOUT,
                    NO_AVAILABLE_INSTANCES,
                    BACKEND_UNAVAILABLE,
                    OUTCOME_UNKNOWN,
                    SESSION_LOST,
                    GATEWAY_STARTING,
                    GATEWAY_DRAINING,
                    SESSION_CONFLICT,
                    MISSING_SESSION_ID,
                    INVALID_TOKEN,
                    TOKEN_EXPIRED,
                    SESSION_MISMATCH,
                    NOT_OWNER,
                    USERNAME_REQUIRED,
                    SESSION_ID_REQUIRED,
                    WRONG_LOGIN,
                    SESSION_NOT_SET,
                    SESSION_DIFFERS,
                    NOT_ROUTED);

    private Contract() {}

    /// All, in the order of the contract's table.
    public static List<ContractAnswer> all() {
        return ALL;
    }
}
