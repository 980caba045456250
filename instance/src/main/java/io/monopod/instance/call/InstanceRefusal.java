package io.monopod.instance.call;

import io.monopod.contract.SessionId;
import io.monopod.token.TokenFault;

/// Every reason to refuse a call before its service sees it. [RefusalStatus] maps each to a status.
sealed interface InstanceRefusal {
    /// The call has no `session-id`.
    record MissingSessionId() implements InstanceRefusal {}

    /// The `session-id` is malformed.
    record MalformedSessionId() implements InstanceRefusal {}

    /// The token is missing or not valid for this call.
    record BadToken(TokenFault fault) implements InstanceRefusal {}

    /// The token is valid, but the session belongs to another user.
    record NotOwner() implements InstanceRefusal {}

    /// Another session holds the instance.
    record SessionConflict(SessionId was, SessionId now) implements InstanceRefusal {}

    /// The call would end a session that does not hold the instance; another one does.
    record ClientSessionMismatch(SessionId client, SessionId server) implements InstanceRefusal {}

    /// The call would end a session, but none holds the instance.
    record SessionNotSet(Slot slot) implements InstanceRefusal {}

    /// The call's grant does not hold the instance, or no longer does. The call did not run.
    record NotGranted(Slot slot) implements InstanceRefusal {}

    /// The instance accepts no session now; or no call, because no gateway vouches for it.
    record NotAccepting() implements InstanceRefusal {}

    /// What a refusal tells the gateway about the slot.
    enum Slot {
        FREE,
        CLOSED,
        /// It is in use, or about to change; the next report says more.
        OTHER
    }
}
