package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.live.Frame;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.scenario.Scenarios;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// What a person sets, and what is made of it.
class WishesTest {
    private final ScenariosModel scenarios = new ScenariosModel();
    private final LoadModel load = new LoadModel();
    private final ConnectModel connect = new ConnectModel();

    @Test
    void chaos_is_set_in_minutes_and_warned_of() {
        scenarios.chosen().set(scenario("chaos"));
        Knob minutes =
                scenarios.knobs().stream()
                        .filter(knob -> knob.id().equals(Parameter.SECONDS))
                        .findFirst()
                        .orElseThrow();

        assertThat(minutes.name()).isEqualTo("minutes");
        assertThat(minutes.value().get()).isOne();
        minutes.value().set(3);

        assertThat(scenarios.parameters().get(Parameter.SECONDS)).isEqualTo(180);
        assertThat(scenarios.warning()).contains("Kills");
    }

    @Test
    void every_scenario_can_be_set_within_its_limits() {
        assertThat(scenarios.all())
                .allSatisfy(
                        scenario -> {
                            scenarios.chosen().set(scenario);
                            scenarios.knobs().forEach(knob -> knob.value().set(knob.max()));
                            scenarios.knobs().forEach(knob -> knob.value().set(knob.min()));
                            assertThat(scenarios.parameters().values())
                                    .hasSameSizeAs(scenario.parameters());
                        });
    }

    @Test
    void what_does_no_harm_is_not_warned_of() {
        scenarios.chosen().set(scenario("waiting_room"));

        assertThat(scenarios.warning()).isEmpty();
    }

    @Test
    void clients_that_wait_ask_for_it_and_have_the_time_to() {
        load.letThemWait();

        assertThat(load.plan().behaviour().sessionWait()).isEqualTo(Duration.ofSeconds(60));
        assertThat(load.told())
                .contains("waits in line for up to 1 min")
                .doesNotContain("DEADLINE");
    }

    @Test
    void a_deadline_that_is_over_before_the_wait_is_pointed_out() {
        load.waitSeconds().set(20);
        load.deadlineSeconds().set(10);

        assertThat(load.told()).contains("DEADLINE_EXCEEDED");
    }

    @Test
    void a_small_waiting_room_is_asked_of_the_gateway() {
        assertThat(connect.spec().gatewaySettings()).isEmpty();

        connect.places().set(2);

        assertThat(connect.spec().gatewaySettings()).containsEntry("waiting-room-places", "2");
    }

    @Test
    void nobody_waits_before_a_gateway_tells() {
        RoomModel room = new RoomModel();

        room.show(Frame.EMPTY);

        assertThat(room.listed()).isEmpty();
        assertThat(room.told()).contains("not known");
    }

    private static Scenario scenario(String name) {
        return Scenarios.named(name).orElseThrow();
    }
}
