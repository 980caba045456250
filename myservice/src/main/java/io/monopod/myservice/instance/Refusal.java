package io.monopod.myservice.instance;

import io.monopod.contract.SessionId;
import io.monopod.token.TokenFault;

/// Every way in which an instance refuses a call before its service sees it. [RefusalStatus] says
/// how each is told.
sealed interface Refusal {
    /// The call bears no `session-id`.
    record MissingSessionId() implements Refusal {}

    /// The `session-id` is not one.
    record MalformedSessionId() implements Refusal {}

    /// No token, or one that is not good for this call.
    record BadToken(TokenFault fault) implements Refusal {}

    /// The token is good, but the session belongs to another user.
    record NotOwner() implements Refusal {}

    /// Another session holds the instance.
    record SessionConflict(SessionId was, SessionId now) implements Refusal {}

    /// The call would end a session that does not hold the instance, while another does.
    record SessionMismatch(SessionId client, SessionId server) implements Refusal {}

    /// The call would end a session, and there is none.
    record SessionNotSet(Slot slot) implements Refusal {}

    /// The call was sent here under a grant that does not hold the instance (any more). It was not
    /// carried out.
    record NotGranted(Slot slot) implements Refusal {}

    /// The instance takes no session now.
    record NotAccepting() implements Refusal {}

    /// What the gateway may know of the slot from a refusal.
    enum Slot {
        FREE,
        CLOSED,
        /// It is in use, or will not stay as it is; the next report says more.
        OTHER
    }
}
