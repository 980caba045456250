package io.monopod.gateway.assign;

import io.monopod.token.TokenFault;

import java.time.Duration;

/// The ways in which the gateway itself ends a call early. [io.monopod.gateway.call.Answers] has
/// what clients are told.
public sealed interface Refusal extends Assignment.Final {
    /// No route matches the path.
    record NotRouted() implements Refusal {}

    /// The route has session affinity, and the call has no `session-id`.
    record MissingSessionId() implements Refusal {}

    /// The `session-id` is not valid ([io.monopod.contract.SessionId]).
    record MalformedSessionId() implements Refusal {}

    /// The `session-wait` is not in the format of `grpc-timeout`.
    record MalformedSessionWait() implements Refusal {}

    /// No token, or one that is not valid for this call.
    record BadToken(TokenFault fault) implements Refusal {}

    /// The token is valid, but the session belongs to another user.
    record NotOwner() implements Refusal {}

    /// The instance was lost during the call, which may or may not have run.
    record OutcomeUnknown() implements Refusal {}

    /// The session's instance was lost, with its state. The owner is told once; the next call may
    /// get a fresh instance.
    record SessionLost() implements Refusal {}

    /// The process has no room for another such call, or for its data.
    record GatewayOverloaded() implements Refusal {}

    /// The gateway drains before it stops.
    record GatewayDraining() implements Refusal {}

    /// The session has no instance and gets none now.
    sealed interface NoInstance extends Refusal {}

    /// The session may get an instance after a time that can be estimated.
    sealed interface Estimated extends NoInstance {
        Duration expected();
    }

    /// Every live instance holds another session, or is being bound to one.
    ///
    /// @param total instances registered
    /// @param busy those that hold a session
    /// @param waiting sessions in the waiting room
    /// @param expected when an instance may be free, an estimate
    record AllInstancesBusy(int total, int busy, int waiting, Duration expected)
            implements Estimated {}

    /// The call would wait, but the waiting room is full.
    ///
    /// @param position the position that its session would have had
    /// @param waiting sessions in the waiting room
    /// @param expected the estimated wait
    record QueueFull(int position, int waiting, Duration expected) implements Estimated {}

    /// The call waited for an instance until its time was up.
    ///
    /// @param position the last position of its session
    /// @param waiting sessions in the waiting room
    /// @param expected the estimated remaining wait
    record QueueTimeout(int position, int waiting, Duration expected) implements Estimated {}

    /// The user has reached a quota: of sessions, or of places in the wait queue.
    ///
    /// @param limit the quota
    /// @param used how many the user has
    /// @param expected when one of those is estimated to end
    record UserQuota(int limit, int used, Duration expected) implements Estimated {}

    /// Live instances exist, but none takes a session now.
    record NoAvailableInstances() implements NoInstance {}

    /// No instance can be reached. Nothing was sent.
    record BackendUnavailable(Cause cause) implements NoInstance {
        public static final Refusal UNREACHED = new BackendUnavailable(Cause.UNREACHABLE);

        /// Clients get the same answer for all; logs tell them apart.
        public enum Cause {
            /// No live instance is known.
            NONE_REGISTERED,
            /// Instances were tried, none bound the session, and no other is left.
            NONE_BOUND,
            /// The session is on an instance that its client called directly, and that did not bind
            /// it.
            OWN_NOT_BOUND,
            /// The chosen instance cannot be reached, and no other is left.
            UNREACHABLE
        }
    }

    /// The store that several gateways share cannot be reached, or no gateway leads. Only sessions
    /// that have an instance can call.
    record StoreUnavailable() implements NoInstance {}

    /// The gateway does not know yet which instance holds which session.
    record GatewayStarting() implements NoInstance {}
}
