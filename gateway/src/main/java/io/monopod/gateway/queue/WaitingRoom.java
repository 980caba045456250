package io.monopod.gateway.queue;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Grant;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sessions that wait for an instance, first come, first served. Guarded by the table's lock.
///
/// A session has one place, however many of its calls wait, and keeps it until the last of them
/// leaves. While it has an instance, or may get one, it is out of the wait queue. If it loses that,
/// it returns to its old position, before all that came later.
public class WaitingRoom {
    private static final int MIN_NUMBERS = 1_024;

    private final int capacity;
    private final Map<SessionId, Place> places = new HashMap<>();
    private final TreeMap<Integer, Place> line = new TreeMap<>();

    /// Ranks the numbers in the queue: every watcher of the queue reads its position at each
    /// change.
    private RankIndex ranks = new RankIndex(MIN_NUMBERS);

    /// The number of waiting sessions of each user.
    private final Map<UserName, Integer> byUser = new HashMap<>();

    /// The next number.
    private int arrivals;

    /// @param capacity how many sessions may wait
    public WaitingRoom(int capacity) {
        this.capacity = capacity;
    }

    /// One session's place.
    public static final class Place {
        private int number;
        private final SessionId session;
        private final UserName user;
        private final Instant since;
        private int calls;
        private @Nullable Grant granted;

        private Place(int number, SessionId session, UserName user, Instant since) {
            this.number = number;
            this.session = session;
            this.user = user;
            this.since = since;
        }

        public SessionId session() {
            return session;
        }

        /// The user whose call came first.
        public UserName user() {
            return user;
        }

        public Instant since() {
            return since;
        }
    }

    public @Nullable Place of(SessionId session) {
        return places.get(session);
    }

    public boolean isFull() {
        return line.size() >= capacity;
    }

    /// The number of waiting sessions.
    public int size() {
        return line.size();
    }

    /// The wait queue, head first.
    public Collection<Place> line() {
        return line.values();
    }

    /// The next session's place, or null if none waits.
    public @Nullable Place head() {
        var first = line.firstEntry();
        return first == null ? null : first.getValue();
    }

    /// How many sessions wait before `place`.
    public int ahead(Place place) {
        return ranks.below(place.number);
    }

    /// The number of that user's waiting sessions.
    public int inLine(UserName user) {
        return byUser.getOrDefault(user, 0);
    }

    /// Whether the session waits, with a place of that user.
    public boolean isInLine(SessionId session, UserName user) {
        var place = places.get(session);
        return place != null && place.user.equals(user) && isInLine(place);
    }

    /// Opens a place for a session that has none. [#join] counts its calls.
    public Place open(SessionId session, UserName user, Instant now) {
        if (arrivals == ranks.capacity()) {
            renumber();
        }
        var place = new Place(arrivals++, session, user, now);
        places.put(session, place);
        putInLine(place);
        return place;
    }

    private void putInLine(Place place) {
        if (line.put(place.number, place) == null) {
            ranks.add(place.number);
            byUser.merge(place.user, 1, Integer::sum);
        }
    }

    private void takeOutOfLine(Place place) {
        if (line.remove(place.number) != null) {
            ranks.remove(place.number);
            byUser.computeIfPresent(place.user, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Reassigns the numbers when they are used up, lowest first, in the same order. This is rare,
    /// so its cost per arrival is negligible.
    private void renumber() {
        var stay = new ArrayList<>(places.values());
        stay.sort(Comparator.comparingInt(place -> place.number));
        var standing = Set.copyOf(line.values());
        line.clear();
        ranks = new RankIndex(Math.max(MIN_NUMBERS, 2 * stay.size()));
        arrivals = 0;
        for (var place : stay) {
            place.number = arrivals++;
            if (standing.contains(place)) {
                line.put(place.number, place);
                ranks.add(place.number);
            }
        }
    }

    /// One more call waits for the place's session.
    public void join(Place place) {
        place.calls++;
    }

    /// The session's turn has come: an instance is reserved for it. The first of its calls that
    /// polls binds it.
    public void grant(Place place, Grant grant) {
        place.granted = grant;
    }

    /// @return whether the caller is to bind that grant
    public boolean takeUp(Grant grant) {
        var place = places.get(grant.session());
        if (place == null || !grant.equals(place.granted)) {
            return false;
        }
        place.granted = null;
        return true;
    }

    /// The session has an instance, or may get one, and leaves the queue.
    public void dequeue(SessionId session) {
        var place = places.get(session);
        if (place != null) {
            takeOutOfLine(place);
        }
    }

    /// The session has no instance any more, and returns to the queue.
    public void requeue(SessionId session) {
        var place = places.get(session);
        if (place != null) {
            place.granted = null;
            putInLine(place);
        }
    }

    /// One of the calls leaves.
    ///
    /// @return whether it was the last call, so the place is closed
    public boolean leave(Place place) {
        if (--place.calls > 0) {
            return false;
        }
        places.remove(place.session);
        takeOutOfLine(place);
        return true;
    }

    public boolean isInLine(Place place) {
        return line.containsKey(place.number);
    }

    /// The grant that no call has claimed, or null.
    public @Nullable Grant notTakenUp(Place place) {
        return place.granted;
    }
}
