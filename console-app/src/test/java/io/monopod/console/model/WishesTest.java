package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.snapshot.Frame;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.scenario.Scenarios;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// Settings of scenarios, loads and systems, and what is made of them.
class WishesTest {
    private final ScenariosModel scenarios = new ScenariosModel();
    private final LoadModel load = new LoadModel();
    private final ConnectModel connect = new ConnectModel();

    @Test
    void chaosIsSetInMinutesWithAWarning() {
        scenarios.chosen().set(scenario("chaos"));
        ParameterSetting minutes =
                scenarios.settings().stream()
                        .filter(setting -> setting.id().equals(Parameter.SECONDS))
                        .findFirst()
                        .orElseThrow();

        assertThat(minutes.name()).isEqualTo("minutes");
        assertThat(minutes.value().get()).isOne();
        minutes.value().set(3);

        assertThat(scenarios.parameters().get(Parameter.SECONDS)).isEqualTo(180);
        assertThat(scenarios.warning()).contains("Kills");
    }

    @Test
    void everyScenarioCanBeSetWithinItsLimits() {
        assertThat(scenarios.all())
                .allSatisfy(
                        scenario -> {
                            scenarios.chosen().set(scenario);
                            scenarios
                                    .settings()
                                    .forEach(setting -> setting.value().set(setting.max()));
                            scenarios
                                    .settings()
                                    .forEach(setting -> setting.value().set(setting.min()));
                            assertThat(scenarios.parameters().values())
                                    .hasSameSizeAs(scenario.parameters());
                        });
    }

    @Test
    void harmlessScenarioHasNoWarning() {
        scenarios.chosen().set(scenario("waiting_room"));

        assertThat(scenarios.warning()).isEmpty();
    }

    @Test
    void waitingClientsSendSessionWaitAndALongDeadline() {
        load.setDefaultWait();

        assertThat(load.plan().behaviour().sessionWait()).isEqualTo(Duration.ofSeconds(60));
        assertThat(load.summary())
                .contains("waits in line for up to 1 min")
                .doesNotContain("DEADLINE");
    }

    @Test
    void deadlineShorterThanTheWaitIsPointedOut() {
        load.waitSeconds().set(20);
        load.deadlineSeconds().set(10);

        assertThat(load.summary()).contains("DEADLINE_EXCEEDED");
    }

    @Test
    void smallWaitingRoomIsAGatewaySetting() {
        assertThat(connect.spec().gatewaySettings()).isEmpty();

        connect.places().set(2);

        assertThat(connect.spec().gatewaySettings()).containsEntry("waiting-room-places", "2");
    }

    @Test
    void waitingRoomIsUnknownBeforeTheGatewayReports() {
        RoomModel room = new RoomModel();

        room.show(Frame.EMPTY);

        assertThat(room.listed()).isEmpty();
        assertThat(room.summary()).contains("not known");
    }

    private static Scenario scenario(String name) {
        return Scenarios.named(name).orElseThrow();
    }
}
