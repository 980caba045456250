package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.LoadModel;
import io.monopod.console.model.View;
import io.monopod.console.service.Activity;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.scenarios.load.Behaviour;

import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the screen says after loads and overloads, with a gateway and instances as real processes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TruthIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @AutoClose private static OnScreen window;

    @BeforeAll
    static void open() throws InterruptedException {
        window = OnScreen.open(new RealSystems());
        Fx.run(
                () -> {
                    model().connect().instances().set(2);
                    model().playing().overloadInstances().set(2);
                    model().playing().overloadClients().set(3);
                    model().startLocal();
                    // Added while the system is still opening.
                    model().load().clients().set(2);
                    model().load().calls().set(1);
                    model().load().holdSeconds().set(0);
                    model().playing().addClients();
                });
    }

    @BeforeEach
    void twoFreeInstances() throws InterruptedException {
        // Its instances are seen before it counts as open, and clients cannot be added until then.
        window.await("the system", START, () -> model().connection().system().isPresent());
        window.await("two instances", START, () -> podsIn(PodState.FREE) == 2);
        Fx.run(
                () -> {
                    LoadModel load = model().load();
                    load.kind().set(Behaviour.Kind.UNARY);
                    load.pattern().set(LoadModel.Pattern.AT_ONCE);
                    load.calls().set(3);
                    load.thinkMillis().set(300);
                    load.holdSeconds().set(1);
                    load.ending().set(Behaviour.Ending.SHUT_DOWN);
                    model().view().set(View.OVERVIEW);
                });
    }

    @Test
    @Order(0)
    void clientsAddedDuringTheOpeningAreServedAfterIt() throws InterruptedException {
        awaitIdle();

        assertThat(headline()).contains("All 2 clients got an instance of their own.");
    }

    @Test
    @Order(1)
    void loadThatTurnedClientsAwayIsFinishedNotPassed() throws InterruptedException {
        load(5);

        assertThat(window.read(".headline-took"))
                .singleElement()
                .asString()
                .startsWith("Finished in");
        assertThat(headline()).startsWith("Finished, 3 of 5 refused.");
        assertThat(window.count(".headline.tone-good")).isZero();
        assertThat(sumOfCards()).isEqualTo(5);
        assertThat(window.read("#kpi-served")).containsExactly("2");
    }

    @Test
    @Order(2)
    void pictureAfterTheRunIsTheRuns() {
        assertThat(window.read(".pod-holder"))
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).startsWith("held client-"));
        // Three echoes and the shutdown.
        assertThat(window.read(".pod-figures")).containsExactly("4 calls", "4 calls");
    }

    @Test
    @Order(3)
    void refusalIsExplainedByWhatWasThen() throws InterruptedException {
        ClientRow refused = Fx.get(() -> rows(ClientGroup.REFUSED).getFirst());
        Fx.run(() -> model().showClient(refused.id()));

        window.type("Shortcut+I");

        window.await(
                "the explanation",
                TIMEOUT,
                () -> window.read("#why-summary").toString().contains("If it called again"));
        assertThat(window.read(".sheet .screen-title"))
                .contains("Why was " + refused.view().label() + " refused?");
        List<ClientRow> served = Fx.get(() -> rows(ClientGroup.SERVED));
        assertThat(served)
                .hasSize(2)
                .allSatisfy(
                        row ->
                                assertThat(window.read("#why-summary").toString())
                                        .contains(row.view().label() + " on " + row.view().pod()));
        assertThat(window.read(".why-step .badge"))
                .hasSize(2)
                .allSatisfy(says -> assertThat(says).startsWith("was serving client-"));
        window.press(".sheet-head .button");
    }

    @Test
    @Order(4)
    void stoppedLoadSaysWhatNeverStarted() throws InterruptedException {
        Fx.run(
                () -> {
                    model().load().pattern().set(LoadModel.Pattern.RAMP);
                    model().load().rampSeconds().set(3_600);
                    model().load().clients().set(10);
                    model().load().calls().set(0);
                    model().playing().addClients();
                });
        window.await("a client", TIMEOUT, () -> !rows(ClientGroup.SERVED).isEmpty());
        // The cards are read one after the other, and the client may change its group between.
        window.await("the sum of all", TIMEOUT, () -> sumOfCards() == 10);

        window.press("#stop");

        awaitIdle();
        assertThat(headline()).startsWith("Stopped, 9 of 10 never started.");
        assertThat(window.read(".headline-took"))
                .singleElement()
                .asString()
                .startsWith("Stopped after");
        assertThat(sumOfCards()).isEqualTo(10);
    }

    @Test
    @Order(5)
    void normalEndOfAStreamIsNoError() throws InterruptedException {
        Fx.run(
                () -> {
                    model().load().kind().set(Behaviour.Kind.STREAM);
                    model().load().calls().set(1);
                });
        load(1);

        assertThat(window.read(".legend-entry")).noneMatch(entry -> entry.contains("CANCELLED"));
        Fx.run(() -> model().showClient(rows(ClientGroup.SERVED).getFirst().id()));
        window.await(
                "details",
                TIMEOUT,
                () ->
                        !window.read("#client-details .call-line").isEmpty()
                                || window.count("#client-details .call-button") == 3);
        assertThat(window.read("#client-details .badge"))
                .contains("OK (0)")
                .noneMatch(code -> code.startsWith("CANCELLED"));
    }

    @Test
    @Order(6)
    void sessionsLeftBehindAreEndedBeforeAnOverload() throws InterruptedException {
        Fx.run(
                () -> {
                    model().load().calls().set(1);
                    model().load().holdSeconds().set(0);
                    model().load().ending().set(Behaviour.Ending.LEAVE);
                });
        load(2);
        window.await(
                "the headline to say so",
                TIMEOUT,
                () -> headline().contains("2 sessions were left on their instances"));

        window.press("#run-overload");

        window.await("the question", TIMEOUT, () -> window.count("#confirm") == 1);
        assertThat(window.read("#confirm")).containsExactly("End them and run");
        window.press("#confirm");
        window.await("the overload", START, () -> passed());
        assertThat(window.count(".headline.tone-good")).isOne();
        assertThat(window.read(".headline-took"))
                .singleElement()
                .asString()
                .startsWith("Passed in");
    }

    @Test
    @Order(7)
    void sessionsAndInstancesAreEndedAndDrainedTogether() throws InterruptedException {
        Fx.run(
                () -> {
                    model().load().calls().set(1);
                    model().load().holdSeconds().set(0);
                    model().load().ending().set(Behaviour.Ending.LEAVE);
                });
        load(2);
        window.type("Shortcut+7");
        // The list is a second old at most, and may still have the sessions of the test before.
        window.await("both", TIMEOUT, () -> sessionsOfPods().equals(listedSessions()));
        Fx.run(() -> table("#sessions").getSelectionModel().selectAll());

        window.press("#end-sessions");
        window.press("#confirm");

        window.await("their end", TIMEOUT, () -> podsIn(PodState.FREE) == 2);
        window.await("an empty list", TIMEOUT, () -> model().sessions().listed().isEmpty());
        assertThat(window.read("#gateway-sessions")).containsExactly("0");
        window.type("Shortcut+2");
        window.press(segment("table"));
        Fx.run(() -> table("#instances").getSelectionModel().selectAll());

        window.press("#drain-chosen");

        window.await("both to drain", TIMEOUT, () -> podsIn(PodState.DRAINING) == 2);
        window.await(
                "the rows",
                TIMEOUT,
                () -> window.read("#instances .badge").equals(List.of("draining", "draining")));
    }

    private static Set<String> listedSessions() {
        return Set.copyOf(model().sessions().listed());
    }

    /// Empty unless both instances have one.
    private static Set<String> sessionsOfPods() {
        Set<String> sessions =
                model().frame().get().pods().stream()
                        .flatMap(pod -> Stream.ofNullable(pod.session()))
                        .collect(Collectors.toSet());
        return sessions.size() == 2 ? sessions : Set.of("two are missing");
    }

    private static TableView<?> table(String id) {
        return (TableView<?>) window.scene().lookup(id);
    }

    private static Node segment(String words) {
        return Fx.get(
                () ->
                        window.scene().getRoot().lookupAll(".segment").stream()
                                .filter(each -> ((ButtonBase) each).getText().equals(words))
                                .findFirst()
                                .orElseThrow());
    }

    private static boolean passed() {
        var run = model().frame().get().run();
        return run != null
                && run.info().scenario().equals("system_overload")
                && run.verdict() == io.monopod.scenarios.event.Verdict.PASSED;
    }

    /// Adds clients, and waits until all have ended.
    private static void load(int clients) throws InterruptedException {
        Fx.run(
                () -> {
                    model().load().clients().set(clients);
                    model().playing().addClients();
                });
        awaitIdle();
    }

    private static void awaitIdle() throws InterruptedException {
        window.await(
                "the end of the load",
                START,
                () ->
                        model().activity().get() instanceof Activity.Idle
                                && model().frame().get().isOver());
    }

    private static int sumOfCards() {
        return List.of("#kpi-served", "#kpi-refused", "#kpi-failed", "#kpi-others").stream()
                .flatMap(card -> window.read(card).stream())
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private static String headline() {
        return String.join(" ", window.read("#headline"));
    }

    private static List<ClientRow> rows(ClientGroup group) {
        return model().frame().get().clients().stream()
                .filter(row -> row.group() == group)
                .toList();
    }

    private static int podsIn(PodState state) {
        return model().frame().get().podsIn(state);
    }

    private static ConsoleModel model() {
        return window.model();
    }
}
