package io.monopod.console.snapshot;

import io.monopod.console.snapshot.Outcomes.Range;
import io.monopod.console.snapshot.client.ClientQuery;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.Held;
import io.monopod.console.snapshot.client.Refusal;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A consistent snapshot of everything that the screen shows.
///
/// @param number counts up; the same number means the same content
/// @param at when it was taken
/// @param run null before the first run
/// @param clients every client, ordered by number
/// @param listed the clients that match the query, in its order
/// @param focus the selected client; null if none
/// @param moves the moves since the previous frame
/// @param gateways what is known of the gateway, or of each of several
/// @param gatewayTells whether instances are known from the gateway or from answers alone
/// @param times who called when, of the requested clients
/// @param figures all that the gateway does, for everybody
/// @param saved the saved run that is shown; null for what happens now
public record Frame(
        long number,
        Instant at,
        @Nullable RunView run,
        Story story,
        List<ClientRow> clients,
        List<ClientRow> listed,
        Gateways gateways,
        List<Pod> pods,
        boolean gatewayTells,
        WaitingRoom room,
        Outcomes outcomes,
        List<EventLine> events,
        List<LogLine> log,
        @Nullable Focus focus,
        List<Move> moves,
        CallTimes times,
        GatewayFigures figures,
        @Nullable SavedRun saved) {
    /// A client in full.
    ///
    /// @param calls its newest calls, newest last
    public record Focus(ClientRow client, List<Exchange> calls) {}

    public static final Frame EMPTY =
            new Frame(
                    0,
                    Instant.EPOCH,
                    null,
                    Story.EMPTY,
                    List.of(),
                    List.of(),
                    Gateways.NONE,
                    List.of(),
                    false,
                    WaitingRoom.UNKNOWN,
                    Outcomes.NONE,
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    CallTimes.NONE,
                    GatewayFigures.NONE,
                    null);

    /// What a frame must contain.
    ///
    /// @param focus the client to show in full; null for none
    /// @param range of the charts
    /// @param rows whose calls are shown over time
    public record Request(
            ClientQuery clients, @Nullable ClientId focus, Range range, CallTimes.Rows rows) {
        public static final Request STANDARD = new Request(ClientQuery.EVERYONE, null);

        public Request(ClientQuery clients, @Nullable ClientId focus) {
            this(clients, focus, Range.RUN, CallTimes.Rows.NOBODY);
        }
    }

    public Frame listing(Story newStory, List<ClientRow> rows) {
        return new Frame(
                number,
                at,
                run,
                newStory,
                clients,
                rows,
                gateways,
                pods,
                gatewayTells,
                room,
                outcomes,
                events,
                log,
                focus,
                moves,
                times,
                figures,
                saved);
    }

    /// The same frame with another number.
    public Frame numbered(long other) {
        return new Frame(
                other,
                at,
                run,
                story,
                clients,
                listed,
                gateways,
                pods,
                gatewayTells,
                room,
                outcomes,
                events,
                log,
                focus,
                moves,
                times,
                figures,
                saved);
    }

    /// What is known of the gateway, or of several together.
    public GatewayState gateway() {
        return gateways.state();
    }

    /// What is known of the gateways behind this picture: nothing, of a saved run's.
    public Gateways knownGateways() {
        return saved == null ? gateways : Gateways.NONE;
    }

    /// What is known of the gateway behind this picture: nothing, of a saved run's.
    public GatewayState knowledge() {
        return knownGateways().state();
    }

    /// This frame of a saved run, beside what is known of the gateway now.
    ///
    /// @param count the number of the new frame
    public Frame beside(Frame live, long count, SavedRun file) {
        return new Frame(
                count,
                live.at,
                run,
                story,
                clients,
                listed,
                live.gateways,
                pods,
                gatewayTells,
                room,
                outcomes,
                events,
                live.log,
                focus,
                moves,
                times,
                live.figures,
                file);
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

    /// The client of this session; null if it is not ours.
    public @Nullable ClientRow ofSession(String session) {
        return clients.stream()
                .filter(row -> row.view().session().equals(session))
                .findFirst()
                .orElse(null);
    }

    /// The client's label, or the session if it is not ours.
    public String nameOf(String session) {
        ClientRow row = ofSession(session);
        return row == null ? session : row.view().label();
    }

    /// The instance that refused this client itself; null if none did, or it is not known.
    public @Nullable String refusedAt(ClientRow row) {
        Refusal refusal = row.session().refusal();
        if (refusal == null || refusal.met() == null || !row.group().isTrouble()) {
            return null;
        }
        String met = refusal.met();
        ClientRow holder = ofSession(met);
        return holder != null && holder.view().pod() != null
                ? holder.view().pod()
                : refusal.held().stream()
                        .filter(held -> held.session().equals(met))
                        .map(Held::pod)
                        .findFirst()
                        .orElse(null);
    }

    /// Whether the run is over, so that the picture shows what was.
    public boolean isOver() {
        return run != null && !run.running();
    }

    /// How many instances can hold a session now.
    public int livePods() {
        return (int) pods.stream().filter(pod -> pod.state() != PodState.LOST).count();
    }

    public int podsIn(PodState state) {
        return (int) pods.stream().filter(pod -> pod.state() == state).count();
    }
}
