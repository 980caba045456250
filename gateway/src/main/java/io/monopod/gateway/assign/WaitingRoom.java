package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Sessions that wait for an instance, first come, first served. Guarded by the table's lock.
///
/// A session has one place, however many of its calls wait, and keeps it until the last of them has
/// left. While it has an instance, or may get one, it does not stand in line; if that comes to
/// nothing it stands where it stood, before all who came later.
class WaitingRoom {
    private final int capacity;
    private final Map<SessionId, Place> places = new HashMap<>();
    private final TreeMap<Long, Place> line = new TreeMap<>();
    private long arrivals;

    /// @param capacity how many sessions may stand in line
    WaitingRoom(int capacity) {
        this.capacity = capacity;
    }

    /// One session's place.
    static final class Place {
        private final long number;
        private final SessionId session;
        private final UserName user;
        private final Instant since;
        private int calls;
        private @Nullable Grant granted;

        private Place(long number, SessionId session, UserName user, Instant since) {
            this.number = number;
            this.session = session;
            this.user = user;
            this.since = since;
        }

        SessionId session() {
            return session;
        }

        /// Whose call came first.
        UserName user() {
            return user;
        }

        Instant since() {
            return since;
        }
    }

    @Nullable Place of(SessionId session) {
        return places.get(session);
    }

    boolean isFull() {
        return line.size() >= capacity;
    }

    /// How many stand in line.
    int size() {
        return line.size();
    }

    /// Who stands in line, the head first.
    Collection<Place> line() {
        return line.values();
    }

    /// Who is next, or null if nobody waits.
    @Nullable Place head() {
        var first = line.firstEntry();
        return first == null ? null : first.getValue();
    }

    /// How many stand before `place`.
    int ahead(Place place) {
        return line.headMap(place.number).size();
    }

    /// A session that has no place comes in. Its call is counted by [#join].
    Place open(SessionId session, UserName user, Instant now) {
        var place = new Place(arrivals++, session, user, now);
        places.put(session, place);
        line.put(place.number, place);
        return place;
    }

    /// One more call waits for it.
    void join(Place place) {
        place.calls++;
    }

    /// The session's turn has come: an instance is reserved for it, and the first of its calls that
    /// asks is to bind it.
    void grant(Place place, Grant grant) {
        place.granted = grant;
    }

    /// @return whether the caller is the one to bind that grant
    boolean takeUp(Grant grant) {
        var place = places.get(grant.session());
        if (place == null || !grant.equals(place.granted)) {
            return false;
        }
        place.granted = null;
        return true;
    }

    /// The session has an instance, or may get one.
    void stepOut(SessionId session) {
        var place = places.get(session);
        if (place != null) {
            line.remove(place.number);
        }
    }

    /// The session has no instance any more.
    void stepBack(SessionId session) {
        var place = places.get(session);
        if (place != null) {
            place.granted = null;
            line.put(place.number, place);
        }
    }

    /// One of the calls leaves.
    ///
    /// @return whether the place is given up
    boolean leave(Place place) {
        if (--place.calls > 0) {
            return false;
        }
        places.remove(place.session);
        line.remove(place.number);
        return true;
    }

    boolean isInLine(Place place) {
        return line.containsKey(place.number);
    }

    /// The grant that nobody has taken up, or null.
    @Nullable Grant notTakenUp(Place place) {
        return place.granted;
    }
}
