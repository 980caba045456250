package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.snapshot.PodState;
import io.monopod.process.LocalEtcd;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.load.Behaviour;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Three gateways as real processes, and what a user sees when some of them are killed.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIf("isStoreInstalled")
final class SeveralGatewaysIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @AutoClose private static OnScreen window;

    static boolean isStoreInstalled() {
        return LocalEtcd.isInstalled() || "true".equals(System.getenv("CI"));
    }

    @BeforeAll
    static void open() throws InterruptedException {
        window = OnScreen.open(new RealSystems());
        window.type("Shortcut+L");
        Fx.run(
                () -> {
                    model().connect().gateways().set(3);
                    model().connect().instances().set(2);
                });
        window.press("#start-local");
        // What is open is seen just before it counts as open.
        window.await("the system", START, () -> model().connection().system().isPresent());
        window.await("two instances", START, () -> podsIn(PodState.FREE) == 2);
        window.await("all to be well", START, SeveralGatewaysIT::isWell);
    }

    @Test
    @Order(1)
    void eachIsShownWithWhatItDoes() throws InterruptedException {
        assertThat(window.count(".sheet")).as("it closes when the system is open").isZero();
        assertThat(window.read(".gate-member-name"))
                .containsExactly("gateway-1", "gateway-2", "gateway-3");
        window.await(
                "the states",
                TIMEOUT,
                () ->
                        states().stream()
                                .sorted()
                                .toList()
                                .equals(List.of("follows", "follows", "leads")));
        assertThat(pill()).isEqualTo("Local system 3 gateways \u00b7 2 instances \u00b7 exclusive");
        window.type("Shortcut+7");
        window.await(
                "the list",
                TIMEOUT,
                () ->
                        window.read("#gateway-members .gateway-name")
                                .equals(List.of("gateway-1", "gateway-2", "gateway-3")));
        window.await(
                "the term",
                TIMEOUT,
                () ->
                        window.read("#gateway-term")
                                .toString()
                                .matches(".term [1-9].*, store answers."));
        window.type("Shortcut+1");
    }

    @Test
    @Order(2)
    void lossOfOneThatIsNotAskedIsSeenWhileTheOthersGoOn() throws Exception {
        String other = gateway(false);

        window.control().killGateway(other);

        window.await("its box", TIMEOUT, () -> state(other).equals("gone"));
        assertThat(pill()).startsWith("2 of 3 gateways ");
        assertThat(window.title()).isEqualTo("Local system: 2 of 3 gateways - Monopod");
        assertThat(window.count("#link.link-is-busy")).isOne();
        assertThat(window.count(".headline.tone-bad")).isZero();
        assertThat(model().frame().get().gatewayTells()).isTrue();
        window.await("the event", TIMEOUT, () -> window.hasEvent(other + " is gone"));

        window.control().restartGateway(other);

        window.await("all to be well", START, SeveralGatewaysIT::isWell);
        assertThat(window.hasEvent(other + " answers and takes calls")).isTrue();
    }

    @Test
    @Order(3)
    void lossOfTheLeaderIsSeenAndTheConsoleGoesOnByAnother() throws Exception {
        String leader = gateways().leader().orElseThrow();
        askTheLeader(leader);
        stream();
        // A client that has no session yet would fail, and leave none behind.
        window.await("the stream", TIMEOUT, SeveralGatewaysIT::streams);

        process(leader).destroyForcibly();

        window.await("its box", TIMEOUT, () -> state(leader).equals("gone"));
        window.await("another", TIMEOUT, () -> !gateways().asked().equals(leader));
        assertThat(
                        window.hasEvent(
                                "The console asks "
                                        + gateways().asked()
                                        + " from now on, because "
                                        + leader
                                        + " takes no calls"))
                .isTrue();
        window.await("the next leader", START, () -> gateways().leader().isPresent());
        String next = gateways().leader().orElseThrow();
        assertThat(next).isNotEqualTo(leader);
        window.await("the news", TIMEOUT, () -> window.hasEvent(next + " leads now"));
        window.await(
                "the instances, and the session that went on",
                TIMEOUT,
                () -> model().frame().get().gatewayTells() && podsIn(PodState.BUSY) == 1);
        assertThat(window.read(".pod-figures").toString()).doesNotContain("last seen");
    }

    @Test
    @Order(4)
    void lossOfAllIsRed() throws Exception {
        for (Gateways.Member each : gateways().all()) {
            window.control().killGateway(each.name());
        }

        window.await("red", TIMEOUT, () -> window.count("#link.link-is-broken") == 1);
        window.await(
                "the headline",
                TIMEOUT,
                () ->
                        window.read(".headline-title")
                                .equals(List.of("None of 3 gateways takes calls")));
        window.await("the boxes", TIMEOUT, () -> states().equals(List.of("gone", "gone", "gone")));
    }

    /// The console asks the first that serves, so those before the leader are killed for a while.
    private static void askTheLeader(String leader) throws Exception {
        var killed = new ArrayList<String>();
        while (!gateways().asked().equals(leader)) {
            String asked = gateways().asked();
            window.control().killGateway(asked);
            killed.add(asked);
            window.await("another", TIMEOUT, () -> !gateways().asked().equals(asked));
        }
        for (String each : killed) {
            window.control().restartGateway(each);
        }
        window.await("all to be well", START, SeveralGatewaysIT::isWell);
        assertThat(gateways().asked()).isEqualTo(leader);
    }

    private static void stream() {
        Fx.run(
                () -> {
                    model().load().clients().set(1);
                    model().load().kind().set(Behaviour.Kind.STREAM);
                    model().load().calls().set(0);
                    model().load().retries().set(1_000);
                    model().playing().addClients();
                });
    }

    private static boolean streams() {
        return !model().frame().get().clients().isEmpty() && client() == ClientState.ACTIVE;
    }

    private static ClientState client() {
        return model().frame().get().clients().getFirst().view().state();
    }

    /// One that serves.
    ///
    /// @param asked whether the console asks it
    private static String gateway(boolean asked) {
        return gateways().all().stream()
                .filter(each -> each.serves() && !each.leads())
                .map(Gateways.Member::name)
                .filter(name -> name.equals(gateways().asked()) == asked)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWell() {
        return window.count("#link.link-is-on") == 1
                && window.count(".gate.tone-good") == 1
                && gateways().leader().isPresent()
                && gateways().serving() == 3
                && window.count(".gate-member-name") == 3 // drawn, too
                && model().frame().get().gatewayTells();
    }

    private static Gateways gateways() {
        return model().frame().get().gateways();
    }

    private static List<String> states() {
        return window.read(".gate-member-state");
    }

    private static String state(String gateway) {
        int place = window.read(".gate-member-name").indexOf(gateway);
        return states().get(place);
    }

    private static String pill() {
        return String.join(" ", window.read("#link .label"));
    }

    private static int podsIn(PodState state) {
        return model().frame().get().podsIn(state);
    }

    private static ConsoleModel model() {
        return window.model();
    }

    /// The process of a gateway, by its port for clients.
    private static ProcessHandle process(String gateway) {
        int port =
                window.control().gateways().stream()
                        .filter(each -> each.name().equals(gateway))
                        .findFirst()
                        .orElseThrow()
                        .endpoint()
                        .port();
        return ProcessHandle.current()
                .descendants()
                .filter(child -> isGateway(child.info().commandLine().orElse(""), port))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isGateway(String command, int port) {
        return command.contains("monopod-gateway") && command.contains(Integer.toString(port));
    }
}
