package io.monopod.console.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientOrder;
import io.monopod.console.snapshot.client.ClientQuery;
import io.monopod.console.state.LiveModel;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ClientQueryTest {
    private final LiveModel live = new LiveModel();
    private final Simulation run = new Simulation(live, Instant.parse("2026-01-01T12:00:00Z"));

    @BeforeEach
    void playAnOverload() {
        run.overload();
    }

    private List<Integer> found(ClientQuery query) {
        return live.frame(new Frame.Request(query, null), run.now()).listed().stream()
                .map(row -> row.id().number())
                .toList();
    }

    @Test
    void unfilteredListIsSortedByNumber() {
        assertThat(found(ClientQuery.EVERYONE)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void groupFilters() {
        assertThat(found(ClientQuery.EVERYONE.inGroup(ClientGroup.REFUSED))).containsExactly(4);
        assertThat(found(ClientQuery.EVERYONE.inGroup(ClientGroup.SERVED)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void codeFilterIncludesEarlierCalls() {
        run.served(4, "monopod-demo-7f3a", java.time.Duration.ZERO);

        assertThat(found(ClientQuery.EVERYONE.withCode(Code.RESOURCE_EXHAUSTED)))
                .containsExactly(4);
    }

    @Test
    void refusalFilterFindsClientsThatReceivedIt() {
        assertThat(found(ClientQuery.EVERYONE.withRefusal(0))).containsExactly(4);
        assertThat(found(ClientQuery.EVERYONE.withRefusal(1))).isEmpty();
    }

    @Test
    void podFilterFindsItsClients() {
        assertThat(found(ClientQuery.EVERYONE.onPod("monopod-demo-c21e"))).containsExactly(2);
    }

    @Test
    void textFilterSearchesEveryColumnIgnoringCase() {
        assertThat(found(ClientQuery.EVERYONE.withText(" BUSY "))).containsExactly(4);
        assertThat(found(ClientQuery.EVERYONE.withText("c21E"))).containsExactly(2);
        assertThat(found(ClientQuery.EVERYONE.withText("client-3-0bad"))).containsExactly(3);
    }

    @Test
    void bothSortDirectionsBreakTiesByNumber() {
        assertThat(found(sorted(ClientOrder.CODE, ClientOrder.Direction.DESCENDING)))
                .containsExactly(4, 1, 2, 3);
        assertThat(found(sorted(ClientOrder.POD, ClientOrder.Direction.ASCENDING)))
                .containsExactly(4, 3, 1, 2);
    }

    @Test
    void clientIsFoundByItsNumber() {
        Frame frame = live.frame(Frame.Request.STANDARD, run.now());

        assertThat(frame.client(new ClientId(3))).isNotNull();
        assertThat(frame.client(new ClientId(5))).isNull();
    }

    private static ClientQuery sorted(ClientOrder order, ClientOrder.Direction direction) {
        return ClientQuery.EVERYONE.sorted(order, direction);
    }
}
