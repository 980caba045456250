package io.monopod.console.snapshot;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A consistent snapshot of everything that the screen shows.
///
/// @param number counts up; the same number means the same content
/// @param run null before the first run
/// @param clients every client, ordered by number
/// @param listed the clients that match the query, in its order
/// @param counts clients per group
/// @param focus the selected client; null if none
/// @param moves the moves since the previous frame
/// @param gatewayTells whether instances are known from the gateway or from answers alone
public record Frame(
        long number,
        @Nullable RunView run,
        Story story,
        List<ClientRow> clients,
        List<ClientRow> listed,
        Map<ClientGroup, Integer> counts,
        List<Pod> pods,
        boolean gatewayTells,
        WaitingRoom room,
        Outcomes outcomes,
        List<EventLine> events,
        List<LogLine> log,
        @Nullable Focus focus,
        List<Move> moves) {
    /// A client in full.
    ///
    /// @param calls its newest calls, newest last
    public record Focus(ClientRow client, List<Exchange> calls) {}

    public static final Frame EMPTY =
            new Frame(
                    0,
                    null,
                    Story.EMPTY,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    false,
                    WaitingRoom.UNKNOWN,
                    Outcomes.NONE,
                    List.of(),
                    List.of(),
                    null,
                    List.of());

    /// What a frame must contain.
    ///
    /// @param focus the client to show in full; null for none
    public record Request(ClientQuery clients, @Nullable ClientId focus) {
        public static final Request STANDARD = new Request(ClientQuery.EVERYONE, null);
    }

    public Frame listing(Story newStory, List<ClientRow> rows) {
        return new Frame(
                number,
                run,
                newStory,
                clients,
                rows,
                counts,
                pods,
                gatewayTells,
                room,
                outcomes,
                events,
                log,
                focus,
                moves);
    }

    /// The client with this number; null if there is none.
    public @Nullable ClientRow client(ClientId id) {
        int place = place(id);
        return place < 0 ? null : clients.get(place);
    }

    /// The index of the client with this number; negative if there is none.
    public int place(ClientId id) {
        int low = 0;
        int high = clients.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = clients.get(middle).id().compareTo(id);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    /// How many instances can hold a session now.
    public int livePods() {
        return (int) pods.stream().filter(pod -> pod.state() != PodState.LOST).count();
    }

    public int podsIn(PodState state) {
        return (int) pods.stream().filter(pod -> pod.state() == state).count();
    }
}
