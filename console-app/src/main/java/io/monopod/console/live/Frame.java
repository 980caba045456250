package io.monopod.console.live;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// All that the screen shows, at one moment.
///
/// @param number counted up; a frame with a number that was seen is no news
/// @param run null before the first run
/// @param clients every client, in the order of their numbers
/// @param listed those that the list's query asks for, in its order
/// @param counts how many clients are in each group
/// @param focus the one client that is looked at; null if none is
/// @param moves what happened since the frame before
/// @param gatewayTells whether instances are known from the gateway, or from answers alone
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
    /// @param calls its newest calls, the newest last
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

    /// What is asked of a frame.
    ///
    /// @param focus the client to be shown in full; null for none
    public record Wish(ClientQuery clients, @Nullable ClientId focus) {
        public static final Wish STANDARD = new Wish(ClientQuery.EVERYONE, null);
    }

    Frame listing(Story told, List<ClientRow> rows) {
        return new Frame(
                number,
                run,
                told,
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

    /// Where the client with this number is among all; negative if it is not.
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

    /// How many instances may hold a session now.
    public int livePods() {
        return (int) pods.stream().filter(pod -> pod.state() != PodState.LOST).count();
    }

    public int podsIn(PodState state) {
        return (int) pods.stream().filter(pod -> pod.state() == state).count();
    }
}
