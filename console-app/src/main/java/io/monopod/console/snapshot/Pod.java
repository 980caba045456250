package io.monopod.console.snapshot;

import io.monopod.scenarios.event.ClientId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An instance as its tile shows it.
///
/// @param name the pod name: the identity of the process
/// @param place its name in the local system, for actions on the process; null if it is not ours
/// @param session the session that it holds; null if none
/// @param lastSession the session that it held before; null if none
/// @param since when it entered the state, or was first seen
/// @param calls how many calls of its current or last session it has had
/// @param client the client of its current or last session; null if not ours
/// @param notes other reports of the gateway
/// @param facts of its process
public record Pod(
        String name,
        @Nullable String place,
        PodState state,
        @Nullable String session,
        @Nullable String lastSession,
        Instant since,
        long calls,
        @Nullable Holder client,
        Notes notes,
        Facts facts) {
    /// A client of the run, by number and label.
    public record Holder(ClientId id, String label) {}

    /// @param reason the gateway's reason for loss or quarantine; or empty
    /// @param leaseUntil when a quarantined instance is lost without a heartbeat; null in other
    ///   states
    /// @param replays how many lost calls were sent again to this instance
    /// @param successor where its session continued after it was lost; null if it did not, or is
    ///   unknown
    public record Notes(
            String reason, @Nullable Instant leaseUntil, int replays, @Nullable String successor) {
        public static final Notes NONE = new Notes("", null, 0, null);

        public Notes because(String why, @Nullable Instant until) {
            return new Notes(why, until, replays, successor);
        }

        public Notes oneMoreReplay() {
            return new Notes(reason, leaseUntil, replays + 1, successor);
        }

        public Notes wentOnAt(String pod) {
            return new Notes(reason, leaseUntil, replays, pod);
        }
    }

    /// @param address where the gateway reaches it; or empty
    /// @param up since when it is registered; null if unknown
    /// @param heartbeat when the gateway last heard it, as far as its lease tells; null if unknown
    public record Facts(String address, @Nullable Instant up, @Nullable Instant heartbeat) {
        public static final Facts NONE = new Facts("", null, null);

        public Facts upSince(Instant at) {
            return new Facts(address, at, heartbeat);
        }
    }

    public static Pod free(String name, Instant now) {
        return new Pod(name, null, PodState.FREE, null, null, now, 0, null, Notes.NONE, Facts.NONE);
    }

    public Pod at(@Nullable String localName) {
        return new Pod(
                name, localName, state, session, lastSession, since, calls, client, notes, facts);
    }

    public Pod holding(String newSession, PodState as, Instant now) {
        Instant reached = newSession.equals(session) && as == state ? since : now;
        return new Pod(
                name, place, as, newSession, lastSession, reached, calls, client, notes, facts);
    }

    public Pod without(PodState next, Instant now) {
        String last = session == null ? lastSession : session;
        Instant reached = next == state ? since : now;
        return new Pod(name, place, next, null, last, reached, calls, client, notes, facts);
    }

    /// The same instance in a state without a session.
    public Pod in(PodState next, Instant now) {
        Instant reached = next == state ? since : now;
        return new Pod(
                name, place, next, session, lastSession, reached, calls, client, notes, facts);
    }

    /// The same instance, of which a session is known that it held before.
    public Pod lastHeldBy(String other) {
        return new Pod(name, place, state, session, other, since, calls, client, notes, facts);
    }

    public Pod withCalls(long count) {
        return new Pod(
                name, place, state, session, lastSession, since, count, client, notes, facts);
    }

    public Pod of(@Nullable Holder holder) {
        return new Pod(
                name, place, state, session, lastSession, since, calls, holder, notes, facts);
    }

    public Pod with(Facts other) {
        return new Pod(
                name, place, state, session, lastSession, since, calls, client, notes, other);
    }

    public Pod because(String reason) {
        return noting(notes.because(reason, null));
    }

    public Pod noting(Notes next) {
        return new Pod(name, place, state, session, lastSession, since, calls, client, next, facts);
    }
}
