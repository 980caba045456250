package io.monopod.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.InstanceReport.State;
import io.monopod.console.admin.Look;
import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.Sighting;
import io.monopod.console.admin.Waiter;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Move;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.client.ClientOrder;
import io.monopod.console.snapshot.client.ClientQuery;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.SessionRecord;
import io.monopod.scenarios.event.ClientId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Reports of the gateway that go beyond its clients' answers.
class GatewayWordTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LiveModel live = new LiveModel();
    private final Simulation run = new Simulation(live, START);

    @BeforeEach
    void twoInstancesAndTheirClients() {
        run.begin("A line", 2, 2).client(1).client(2);
        instances(bound("pod-1", 1), free("pod-2"));
    }

    @Test
    void waitingSessionHasItsPlaceAndLaterItsWait() {
        tell(new GatewayEvent.Waiting(START, session(2), 1));
        room(new Waiter(session(2), "ann", 1, START, SECOND));

        assertThat(frame().room().waiting())
                .singleElement()
                .satisfies(entry -> assertThat(entry.name()).isEqualTo("client-2"));
        assertThat(row(2).session().waits()).isEqualTo(new SessionRecord.Place(1, START, SECOND));

        tell(new GatewayEvent.Granted(START.plusSeconds(3), session(2), "pod-2"));
        room();

        assertThat(row(2).session().waits()).isNull();
        assertThat(row(2).session().waited()).isEqualTo(Duration.ofSeconds(3));
        assertThat(frame().room().waiting()).isEmpty();
    }

    @Test
    void sessionMissingFromTheReportNoLongerWaits() {
        room(new Waiter(session(2), "ann", 1, START, SECOND));

        room();

        assertThat(row(2).session().waits()).isNull();
    }

    @Test
    void clientsCanBeSortedByWait() {
        room(new Waiter(session(2), "ann", 1, START, SECOND));
        tell(new GatewayEvent.LeftQueue(START, session(1), SECOND));

        ClientQuery longest =
                ClientQuery.EVERYONE.sorted(ClientOrder.WAITED, ClientOrder.Direction.DESCENDING);

        assertThat(live.frame(new Frame.Request(longest, null), START).listed())
                .extracting(ClientRow::id)
                .containsExactly(new ClientId(2), new ClientId(1));
    }

    @Test
    void replayedCallMovesTheSession() {
        tell(new GatewayEvent.Lost(START, "pod-1", "unreachable"));
        tell(new GatewayEvent.Replayed(START, session(1), "pod-1", "pod-2", "instance-lost"));

        Frame frame = frame();

        assertThat(frame.moves()).containsExactly(new Move.OfSession("pod-1", "pod-2"));
        assertThat(pod(frame, "pod-1").state()).isEqualTo(PodState.LOST);
        assertThat(pod(frame, "pod-1").notes().reason()).isEqualTo("unreachable");
        assertThat(pod(frame, "pod-1").notes().successor()).isEqualTo("pod-2");
        assertThat(pod(frame, "pod-2").notes().replays()).isOne();
        assertThat(row(1).session().replays()).isOne();
        assertThat(frame.events().getLast().what())
                .isEqualTo(
                        new ConsoleEvent.Replayed("client-1", "pod-1", "pod-2", "instance-lost"));
    }

    @Test
    void replayOnTheSameInstanceIsNoMove() {
        tell(new GatewayEvent.Replayed(START, session(1), "pod-1", "pod-1", "connection-lost"));

        assertThat(frame().moves()).isEmpty();
        assertThat(pod(frame(), "pod-1").notes().successor()).isNull();
    }

    @Test
    void sessionMovesFromLostInstanceWithoutAReplay() {
        tell(new GatewayEvent.Ended(START, session(1), "pod-1", "instance-lost", SECOND));
        tell(new GatewayEvent.Lost(START, "pod-1", "lease-expired"));
        instances(free("pod-2"));

        tell(new GatewayEvent.Confirmed(START.plus(SECOND), session(1), "pod-2"));

        assertThat(frame().moves()).containsExactly(new Move.OfSession("pod-1", "pod-2"));
        assertThat(pod(frame(), "pod-1").notes().successor()).isEqualTo("pod-2");
    }

    @Test
    void quarantinedInstanceHasReasonAndLeaseEnd() {
        instances(
                new InstanceReport(
                        "pod-1",
                        State.QUARANTINED,
                        null,
                        START,
                        0,
                        "starting",
                        "",
                        START.plus(SECOND)));

        Pod.Notes notes = pod(frame(), "pod-1").notes();

        assertThat(notes.reason()).isEqualTo("starting");
        assertThat(notes.leaseUntil()).isEqualTo(START.plus(SECOND));
    }

    @Test
    void lostRemoteInstanceDisappearsAfterAWhile() {
        instances(free("pod-2"));
        assertThat(frame().pods()).hasSize(2);

        live.gatewayInstances(List.of(free("pod-2")), START.plusSeconds(61));

        assertThat(frame().pods()).extracting(Pod::name).containsExactly("pod-2");
    }

    @Test
    void endReasonIsShownUntilTheSessionStartsAgain() {
        tell(new GatewayEvent.Ended(START, session(1), "pod-1", "idle", SECOND));

        assertThat(Objects.requireNonNull(row(1).session().end()).reason()).isEqualTo("idle");

        tell(new GatewayEvent.Confirmed(START.plus(SECOND), session(1), "pod-2"));

        assertThat(row(1).session().end()).isNull();
    }

    @Test
    void waitingRoomIsUnknownWithoutReports() {
        room(new Waiter("somebody", "ann", 1, START, SECOND));
        assertThat(frame().room().known()).isTrue();

        live.gatewaysOpened(List.of("gateway"), START);
        live.gatewaySighted(0, Look.of(Sighting.GONE), START, START);

        assertThat(frame().room().known()).isFalse();
        assertThat(frame().room().waiting()).isEmpty();
    }

    private void tell(GatewayEvent event) {
        live.gatewayEvent(event);
    }

    private void room(Waiter... waiters) {
        live.gatewayRoom(new RoomReport(10, List.of(waiters)));
    }

    private void instances(InstanceReport... reports) {
        live.gatewayInstances(List.of(reports), START);
    }

    private static InstanceReport bound(String pod, int client) {
        return new InstanceReport(pod, State.BOUND, session(client), START, 1, "", "", START);
    }

    private static InstanceReport free(String pod) {
        return new InstanceReport(pod, State.FREE, null, START, 0, "", "", START);
    }

    private static String session(int client) {
        return "client-" + client + "-0badcafe";
    }

    private Frame frame() {
        return live.frame(Frame.Request.STANDARD, START);
    }

    private ClientRow row(int client) {
        return Objects.requireNonNull(frame().client(new ClientId(client)));
    }

    private static Pod pod(Frame frame, String name) {
        return frame.pods().stream()
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
