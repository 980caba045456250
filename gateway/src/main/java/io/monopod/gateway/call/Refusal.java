package io.monopod.gateway.call;

import io.monopod.token.TokenFault;

import java.time.Duration;

/// Every way in which the gateway itself ends a call early. [Answers] says how each is told to the
/// client.
public sealed interface Refusal {
    /// The path is on no route.
    record NotRouted() implements Refusal {}

    /// The route has session affinity and the call bears no `session-id`.
    record MissingSessionId() implements Refusal {}

    /// The `session-id` is not one ([io.monopod.contract.SessionId]).
    record MalformedSessionId() implements Refusal {}

    /// No token, or one that is not good for this call.
    record BadToken(TokenFault fault) implements Refusal {}

    /// The token is good, but the session belongs to another user.
    record NotOwner() implements Refusal {}

    /// Every live instance holds another session.
    ///
    /// @param retryAfter when an instance may be free, an estimate
    record AllInstancesBusy(int total, int busy, int waiting, Duration retryAfter)
            implements Refusal {}

    /// The call would wait, but the waiting room is full.
    ///
    /// @param position that its session would have had
    /// @param expected how long it would have waited, an estimate
    record QueueFull(int position, int waiting, Duration expected, Duration retryAfter)
            implements Refusal {}

    /// The call has waited for as long as it would.
    ///
    /// @param position that its session had at last
    /// @param expected how much longer it would have waited, an estimate
    record QueueTimeout(int position, int waiting, Duration expected, Duration retryAfter)
            implements Refusal {}

    /// The `session-wait` is not written like a `grpc-timeout`.
    record MalformedSessionWait() implements Refusal {}

    /// Live instances exist, but none may take a session now.
    record NoAvailableInstances() implements Refusal {}

    /// No live instance is known, or the chosen one cannot be reached and no other is left. Nothing
    /// was sent.
    record BackendUnavailable() implements Refusal {}

    /// The instance was lost while the call was under way: it may or may not have been carried out.
    record OutcomeUnknown() implements Refusal {}

    /// The instance of the session was lost, and with it what it kept for the session. Told once;
    /// the next call may get a blank instance.
    record SessionLost() implements Refusal {}

    /// The gateway does not know yet which instance holds which session.
    record GatewayStarting() implements Refusal {}

    /// The gateway is about to stop.
    record GatewayDraining() implements Refusal {}
}
