package io.monopod.console.live;

import io.monopod.scenarios.event.ClientId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An instance as its tile shows it.
///
/// @param name the pod name: the identity of the process
/// @param place its name in the local system, where it can be killed; null if it is not ours
/// @param session what it holds; null if nothing
/// @param lastSession what it held before; null if nothing
/// @param since when the state was reached, or first seen
/// @param calls how many calls it has answered
/// @param client whose session it holds, or held last; null if none of ours
/// @param notes what else the gateway told of it
public record Pod(
        String name,
        @Nullable String place,
        PodState state,
        @Nullable String session,
        @Nullable String lastSession,
        Instant since,
        long calls,
        @Nullable Holder client,
        Notes notes) {
    /// A client of the run, by number and label.
    public record Holder(ClientId id, String label) {}

    /// @param reason why it is lost or quarantined, in the gateway's word; or empty
    /// @param leaseUntil when one that is quarantined counts as lost if it stays silent; null of
    ///   any other
    /// @param replays how many calls were sent here again after they were lost elsewhere
    /// @param successor where its session went on when it was lost; null if it did not, or nobody
    ///   told
    public record Notes(
            String reason, @Nullable Instant leaseUntil, int replays, @Nullable String successor) {
        static final Notes NONE = new Notes("", null, 0, null);

        Notes because(String why, @Nullable Instant until) {
            return new Notes(why, until, replays, successor);
        }

        Notes oneMoreReplay() {
            return new Notes(reason, leaseUntil, replays + 1, successor);
        }

        Notes wentOnAt(String pod) {
            return new Notes(reason, leaseUntil, replays, pod);
        }
    }

    static Pod free(String name, Instant now) {
        return new Pod(name, null, PodState.FREE, null, null, now, 0, null, Notes.NONE);
    }

    Pod at(@Nullable String localName) {
        return new Pod(name, localName, state, session, lastSession, since, calls, client, notes);
    }

    Pod holding(String newSession, PodState as, Instant now) {
        Instant reached = newSession.equals(session) && as == state ? since : now;
        return new Pod(name, place, as, newSession, lastSession, reached, calls, client, notes);
    }

    Pod without(PodState next, Instant now) {
        String last = session == null ? lastSession : session;
        Instant reached = next == state ? since : now;
        return new Pod(name, place, next, null, last, reached, calls, client, notes);
    }

    /// The same instance in a state that says nothing of its session.
    Pod in(PodState next, Instant now) {
        Instant reached = next == state ? since : now;
        return new Pod(name, place, next, session, lastSession, reached, calls, client, notes);
    }

    Pod withCalls(long count) {
        return new Pod(name, place, state, session, lastSession, since, count, client, notes);
    }

    Pod of(@Nullable Holder holder) {
        return new Pod(name, place, state, session, lastSession, since, calls, holder, notes);
    }

    Pod because(String reason) {
        return noting(notes.because(reason, null));
    }

    Pod noting(Notes next) {
        return new Pod(name, place, state, session, lastSession, since, calls, client, next);
    }
}
