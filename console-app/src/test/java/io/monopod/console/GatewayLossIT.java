package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.PodState;
import io.monopod.scenarios.load.Behaviour;

import javafx.beans.value.ChangeListener;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A gateway that is frozen, killed or told to stop, as a user sees it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GatewayLossIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// What is promised, from before the signal until the picture has changed.
    private static final Duration SOON = Duration.ofSeconds(2);

    @AutoClose private static OnScreen window;

    @BeforeAll
    static void open() throws InterruptedException {
        window = OnScreen.open(new RealSystems());
        Fx.run(
                () -> {
                    model().connect().instances().set(2);
                    model().startLocal();
                });
        window.await("two instances", START, () -> podsIn(PodState.FREE) == 2);
        window.await("all to be well", TIMEOUT, GatewayLossIT::isWell);
    }

    @Test
    @Order(1)
    void frozenGatewayIsRedEverywhere() throws Exception {
        Duration seen =
                seenAfter(GatewayLossIT::isRed, () -> window.control().pauseGateway("gateway"));

        System.out.printf("frozen, seen after %d ms%n", seen.toMillis());
        assertThat(seen).isLessThan(SOON);
        assertThat(window.read(".gate-state")).containsExactly("not answering");
        assertThat(window.title()).isEqualTo("Local system: not answering - Monopod");
        assertThat(window.read(".headline-title")).containsExactly("The gateway does not answer");
        assertThat(window.read(".pod-figures"))
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).matches("last seen \\d+ .?s ago"));
        window.await("the event", TIMEOUT, () -> window.hasEvent("The gateway does not answer"));
        window.await("the countdown", TIMEOUT, () -> pill().contains("next try in"));

        window.control().resumeGateway("gateway");

        window.await("all to be well", TIMEOUT, GatewayLossIT::isWell);
        assertThat(window.hasEvent("The gateway answers and takes calls")).isTrue();
    }

    @Test
    @Order(2)
    void killedGatewayIsGoneUntilItIsBack() throws Exception {
        Duration seen =
                seenAfter(GatewayLossIT::isRed, () -> window.control().killGateway("gateway"));

        System.out.printf("killed, seen after %d ms%n", seen.toMillis());
        assertThat(seen).isLessThan(SOON);
        window.await("the cause", TIMEOUT, () -> pill().startsWith("gone "));
        assertThat(window.read(".headline-title")).singleElement().asString().contains("is gone");
        assertThat(window.hasEvent("The gateway is gone")).isTrue();
        window.await("the age to grow", TIMEOUT, () -> pill().contains("last seen 3 s ago"));

        window.control().restartGateway("gateway");

        window.await("all to be well", START, GatewayLossIT::isWell);
        window.await("fresh tiles", TIMEOUT, () -> !figures().contains("last seen"));
    }

    @Test
    @Order(3)
    void gatewayThatIsToldToStopDrains() throws Exception {
        window.await("two instances", START, () -> podsIn(PodState.FREE) == 2);
        Fx.run(
                () -> {
                    model().load().clients().set(1);
                    model().load().kind().set(Behaviour.Kind.STREAM);
                    model().load().calls().set(0);
                    // Just after a restart it may be told to come back.
                    model().load().retries().set(100);
                    model().playing().addClients();
                });
        window.await("a stream", TIMEOUT, () -> podsIn(PodState.BUSY) == 1);

        Duration seen = seenAfter(GatewayLossIT::isAmber, () -> gateway().destroy());

        System.out.printf("told to stop, seen after %d ms%n", seen.toMillis());
        assertThat(seen).isLessThan(SOON);
        assertThat(window.read(".gate-state")).containsExactly("draining");
        assertThat(window.read(".headline-title")).containsExactly("The gateway is draining");
        assertThat(window.hasEvent("The gateway is draining")).isTrue();
        Fx.run(() -> model().runs().stop());
        window.await("its end", START, () -> pill().startsWith("gone "));
    }

    /// The time between a signal and the first picture of this kind, by the clock of the UI thread:
    /// a test that asks the window again and again would measure itself.
    private static Duration seenAfter(BooleanSupplier picture, Signal signal) throws Exception {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        ChangeListener<Frame> look =
                (value, old, now) -> {
                    if (picture.getAsBoolean()) {
                        seen.complete(System.nanoTime());
                    }
                };
        Fx.run(() -> model().frame().addListener(look));
        long sent = System.nanoTime();
        signal.send();
        Duration after = Duration.ofNanos(seen.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS) - sent);
        Fx.run(() -> model().frame().removeListener(look));
        return after;
    }

    private interface Signal {
        void send() throws Exception;
    }

    private static boolean isAmber() {
        return window.count("#link.link-is-busy") == 1 && window.count(".gate.tone-warning") == 1;
    }

    private static boolean isRed() {
        return window.count("#link.link-is-broken") == 1
                && window.count(".gate.tone-bad") == 1
                && window.count(".headline.tone-bad") == 1;
    }

    private static boolean isWell() {
        return window.count("#link.link-is-on") == 1
                && window.count(".gate.tone-good") == 1
                && window.count(".headline.tone-bad") == 0
                && model().frame().get().gatewayTells();
    }

    private static String pill() {
        return String.join(" ", window.read("#link .label"));
    }

    private static String figures() {
        return window.read(".pod-figures").toString();
    }

    private static int podsIn(PodState state) {
        return model().frame().get().podsIn(state);
    }

    private static ConsoleModel model() {
        return window.model();
    }

    /// The process itself, because a scenario never asks it to stop.
    private static ProcessHandle gateway() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("monopod-gateway"))
                .findFirst()
                .orElseThrow();
    }
}
