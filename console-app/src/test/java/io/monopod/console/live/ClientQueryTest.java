package io.monopod.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
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
        return live.frame(new Frame.Wish(query, null), run.now()).listed().stream()
                .map(row -> row.id().number())
                .toList();
    }

    @Test
    void without_filters_all_are_listed_by_number() {
        assertThat(found(ClientQuery.EVERYONE)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_group_narrows() {
        assertThat(found(ClientQuery.EVERYONE.inGroup(ClientGroup.REFUSED))).containsExactly(4);
        assertThat(found(ClientQuery.EVERYONE.inGroup(ClientGroup.ACTIVE)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_code_finds_those_that_got_it_though_they_got_others_since() {
        run.served(4, "monopod-demo-7f3a", java.time.Duration.ZERO);

        assertThat(found(ClientQuery.EVERYONE.withCode(Code.RESOURCE_EXHAUSTED)))
                .containsExactly(4);
    }

    @Test
    void a_row_of_the_contract_finds_those_that_were_told_it() {
        assertThat(found(ClientQuery.EVERYONE.withRefusal(0))).containsExactly(4);
        assertThat(found(ClientQuery.EVERYONE.withRefusal(1))).isEmpty();
    }

    @Test
    void a_pod_finds_its_clients() {
        assertThat(found(ClientQuery.EVERYONE.onPod("monopod-demo-c21e"))).containsExactly(2);
    }

    @Test
    void text_is_looked_for_in_every_column_whatever_its_case() {
        assertThat(found(ClientQuery.EVERYONE.withText(" BUSY "))).containsExactly(4);
        assertThat(found(ClientQuery.EVERYONE.withText("c21E"))).containsExactly(2);
        assertThat(found(ClientQuery.EVERYONE.withText("client-3-0bad"))).containsExactly(3);
    }

    @Test
    void an_order_goes_both_ways_with_ties_by_number() {
        assertThat(found(sorted(ClientOrder.CODE, ClientOrder.Direction.DESCENDING)))
                .containsExactly(4, 1, 2, 3);
        assertThat(found(sorted(ClientOrder.POD, ClientOrder.Direction.ASCENDING)))
                .containsExactly(4, 3, 1, 2);
    }

    @Test
    void a_client_is_found_by_its_number() {
        Frame frame = live.frame(Frame.Wish.STANDARD, run.now());

        assertThat(frame.client(new ClientId(3))).isNotNull();
        assertThat(frame.client(new ClientId(5))).isNull();
    }

    private static ClientQuery sorted(ClientOrder order, ClientOrder.Direction direction) {
        return ClientQuery.EVERYONE.sorted(order, direction);
    }
}
