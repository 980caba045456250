package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.MetricsReport;
import io.monopod.console.admin.MetricsReport.Buckets;
import io.monopod.console.admin.MetricsReport.Ending;
import io.monopod.console.admin.SessionReport;
import io.monopod.console.model.View;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.text.Figures;
import io.monopod.console.window.Theme;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.scenario.Scenarios;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Instances, sessions and figures of a gateway, as its operator sees them.
final class OperateTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Instant now = Instant.now();

    private OnScreen window;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void instancesAreSearchedFilteredAndSorted() throws InterruptedException {
        instances();
        window.type("Shortcut+2");
        window.await("three tiles", TIMEOUT, () -> names().size() == 3);

        search("#instance-search", "localhost:7002");
        window.await("the one", TIMEOUT, () -> names().equals(List.of("pod-b")));

        search("#instance-search", "");
        window.press(segment("free  1"));
        window.await("the free one", TIMEOUT, () -> names().equals(List.of("pod-c")));

        window.press(segment("all"));
        window.choose(
                () -> (MenuButton) window.scene().lookup("#instance-order"),
                "instance-order-calls");
        window.await("by calls", TIMEOUT, () -> names().equals(List.of("pod-c", "pod-b", "pod-a")));
    }

    @Test
    void tableTellsAddressUptimeAndAges() throws InterruptedException {
        window.live()
                .gatewayPast(
                        List.of(new GatewayEvent.Registered(now.minusSeconds(7_200), "pod-a")));
        instances();
        window.type("Shortcut+2");
        window.await("three tiles", TIMEOUT, () -> names().size() == 3);

        window.press(segment("table"));

        window.await(
                "the row",
                TIMEOUT,
                () ->
                        window.read("#instances .table-cell")
                                .containsAll(List.of("pod-a", "s-a", "localhost:7001", "2:00 h")));
        assertThat(window.read("#instances .table-column .label"))
                .contains("Session\u2019s age", "Address", "Up for", "Heartbeat");
        assertThat(window.read("#instances .table-cell"))
                .as("the session's age")
                .anyMatch(cell -> cell != null && cell.matches("1:0\\d min"));
    }

    @Test
    void tileLeadsToItsClients() throws InterruptedException {
        new Simulation(window.live(), now)
                .begin("A run", 1, 1)
                .client(1)
                .login(1)
                .served(1, "pod-a", Duration.ofMillis(3));
        window.await("its tile", TIMEOUT, () -> names().contains("pod-a"));

        window.choose(
                () -> (MenuButton) window.scene().lookup(".pod-head .menu-button"), "pod-clients");

        window.await("the list", TIMEOUT, () -> window.read(".filter-chip").contains("on pod-a"));
        assertThat(Fx.get(() -> window.model().view().get())).isEqualTo(View.CLIENTS);
    }

    @Test
    void gatewayTellsOfEverybody() throws InterruptedException {
        instances();
        figures(10, 0, now.minusSeconds(2));
        figures(30, 8, now);
        window.type("Shortcut+7");

        window.await("the figures", TIMEOUT, () -> window.read("#gateway-sessions").contains("2"));
        assertThat(window.read("#gateway-rate")).containsExactly("14");
        assertThat(window.read("#gateway-refused")).containsExactly("4.0");
        assertThat(window.read("#gateway-waits")).containsExactly("0.5 / 5.0 s");
        assertThat(window.read("#reasons .table-cell"))
                .contains("ALL_INSTANCES_BUSY", "8", "RESOURCE_EXHAUSTED (8)");
        assertThat(window.read("#sessions .table-cell"))
                .contains("s-a", "ann", "pod-a", "s-b", "bob", "in use");

        search("#session-search", "bob");
        window.await("bob's", TIMEOUT, () -> !window.read("#sessions .table-cell").contains("ann"));
    }

    @Test
    void pictureHasALegendWithEveryState() throws InterruptedException {
        Simulation run = new Simulation(window.live(), now).begin("A run", 3, 1);
        run.client(1).login(1).served(1, "pod-a", Duration.ofMillis(3));
        run.client(2).login(2).refused(2).client(3).login(3);

        window.await(
                "the legend",
                TIMEOUT,
                () ->
                        window.read(".flow-legend .legend-entry")
                                .containsAll(
                                        List.of(
                                                "being served  1",
                                                "refused  1",
                                                "calling or in line  1")));
    }

    @ParameterizedTest
    @CsvSource({"10,1000,700", "10000,1000,700", "10,2560,1440", "10000,2560,1440"})
    void pictureUsesItsPlaceFromTenToTenThousandClients(int clients, int width, int height)
            throws InterruptedException {
        window.close();
        window = OnScreen.open(new NoSystems(), Theme.Choice.LIGHT, width, height);
        Simulation run = new Simulation(window.live(), now).begin("A crowd", clients, 60);
        for (int i = 1; i <= clients; i++) {
            run.client(i).login(i);
            if (i <= 60) {
                run.served(i, "pod-" + i, Duration.ofMillis(3));
            }
        }
        window.await(
                "all clients",
                TIMEOUT,
                () -> window.model().frame().get().clients().size() == clients);

        Fx.run(
                () -> {
                    Region flow = (Region) window.scene().lookup(".flow");
                    flow.layout();
                    Bounds legend = flow.lookup(".flow-legend").getBoundsInParent();
                    Bounds gate = flow.lookup(".gate").getBoundsInParent();
                    assertThat(legend.getMaxY()).isLessThanOrEqualTo(flow.getHeight() + 1);
                    assertThat(legend.getMinY()).isGreaterThanOrEqualTo(gate.getMaxY());
                    assertThat(gate.getHeight()).isGreaterThan(100);
                });
    }

    @Test
    void twoRunsStandSideBySide() throws InterruptedException {
        new Simulation(window.live(), now).overload().overloadDone();
        window.await("the first", TIMEOUT, () -> kept() == 1);
        new Simulation(window.live(), now.plusSeconds(60))
                .begin("Another", 1, 1)
                .client(1)
                .login(1)
                .refused(1)
                .end(Verdict.FAILED, Duration.ofSeconds(2));
        window.await("the second", TIMEOUT, () -> kept() == 2);
        window.type("Shortcut+8");

        Fx.run(
                () ->
                        ((ListView<?>) window.scene().lookup("#runs"))
                                .getSelectionModel()
                                .selectRange(0, 2));

        window.await("both", TIMEOUT, () -> !window.read("#comparison .differs").isEmpty());
        assertThat(window.read("#comparison .label"))
                .containsSubsequence("Took", "2.00 s", "612 ms")
                .containsSubsequence("Served", Figures.NONE, "3");
    }

    private int kept() {
        return window.model().kept().runs().size();
    }

    @Test
    void scenarioKeepsItsLastStepsAndChecks() throws InterruptedException {
        new Simulation(window.live(), now).overload().overloadDone();
        window.await("the run", TIMEOUT, () -> kept() == 1);
        new Simulation(window.live(), now.plusSeconds(60)).load();
        window.await(
                "the load",
                TIMEOUT,
                () -> {
                    RunView run = window.model().frame().get().run();
                    return run != null && run.info().scenario().equals("load");
                });
        window.type("Shortcut+5");

        Fx.run(
                () ->
                        window.model()
                                .scenarios()
                                .chosen()
                                .set(Scenarios.named("system_overload").orElseThrow()));

        window.await("its steps", TIMEOUT, () -> window.count(".step") == 3);
        assertThat(window.count(".scenario-pane .check-passed")).isGreaterThanOrEqualTo(5);
        assertThat(window.read("#run-all-summary")).containsExactly("1 of 1 passed");
    }

    @Test
    void runAllEndsIfNoSystemOpens() throws InterruptedException {
        window.type("Shortcut+5");

        window.press("#run-all");

        window.await(
                "the failure", TIMEOUT, () -> window.model().link().get() instanceof Link.Broken);
        assertThat(Fx.get(() -> window.model().playing().runAll().get().isRunning())).isFalse();
        assertThat(window.read("#run-all-summary")).containsExactly("");
    }

    private void figures(long ok, long busy, Instant at) {
        window.live()
                .gatewayFigures(
                        List.of(
                                new SessionReport("s-a", "ann", "pod-a", "bound", now, now, 0, 9),
                                new SessionReport("s-b", "bob", "pod-b", "bound", now, now, 1, 3)),
                        new MetricsReport(
                                Map.of(
                                        new Ending(Code.OK, ""),
                                        ok,
                                        new Ending(Code.RESOURCE_EXHAUSTED, "ALL_INSTANCES_BUSY"),
                                        busy),
                                new Buckets(new TreeMap<>(Map.of(0.5, 3L, 5.0, 4L))),
                                Buckets.NONE),
                        at);
    }

    private void instances() {
        window.live()
                .gatewayInstances(
                        List.of(
                                bound("pod-a", "s-a", 9, 7001),
                                bound("pod-b", "s-b", 3, 7002),
                                new InstanceReport(
                                        "pod-c",
                                        InstanceReport.State.FREE,
                                        null,
                                        now,
                                        0,
                                        "",
                                        "localhost:7003",
                                        now.plusSeconds(3))),
                        now);
    }

    private InstanceReport bound(String pod, String session, long calls, int port) {
        return new InstanceReport(
                pod,
                InstanceReport.State.BOUND,
                session,
                now.minusSeconds(60),
                calls,
                "",
                "localhost:" + port,
                now.plusSeconds(3));
    }

    private List<String> names() {
        return window.read(".pod-tile .pod-name");
    }

    private void search(String field, String text) {
        Fx.run(() -> ((TextInputControl) window.scene().lookup(field)).setText(text));
    }

    private Node segment(String words) {
        return Fx.get(
                () ->
                        window.scene().getRoot().lookupAll(".segment").stream()
                                .filter(each -> ((ButtonBase) each).getText().equals(words))
                                .findFirst()
                                .orElseThrow());
    }
}
