package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.PodState;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A gateway that somebody else runs: what the console asks of it, what it calls unknown, and what
/// happens when its admin port dies.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ExistingGatewayIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(5);

    @AutoClose private static OnScreen window;
    @AutoClose private static LocalSystem system;
    @AutoClose private static Relay admin;

    @BeforeAll
    static void open(@TempDir Path logs) throws IOException, InterruptedException {
        window = OnScreen.open(new RealSystems());
        system =
                LocalSystem.start(
                        new LocalSetup(
                                Installation.find(),
                                SystemSpec.STANDARD.withInstances(2).withPolicy(Policy.STRICT),
                                0,
                                logs),
                        LocalListener.silent());
        admin = new Relay(system.admin().port());
        String token = Files.readString(system.adminTokenFile()).strip();
        Fx.run(
                () -> {
                    model().connect().address().set(system.gateway().authority());
                    model().connect().adminToken().set(token);
                });
    }

    @Test
    @Order(1)
    void withoutTheAdminAddressPolicyAndInstancesAreUnknown() throws InterruptedException {
        Fx.run(() -> model().connectRemote());

        window.await("the connection", TIMEOUT, () -> window.count("#link.link-is-on") == 1);
        assertThat(window.read("#link .link-detail"))
                .containsExactly("policy unknown \u00b7 instances unknown");
        assertThat(window.read(".gate-policy")).isSubsetOf("policy unknown");
    }

    @Test
    @Order(2)
    void policyAndInstancesAreAskedOfTheGateway() throws InterruptedException {
        Fx.run(
                () -> {
                    model().connect().policy().set(Policy.EXCLUSIVE);
                    model().connect().instances().set(7);
                    model().connect().admin().set("localhost:" + admin.port());
                    model().connectRemote();
                });

        window.await(
                "what the gateway tells",
                TIMEOUT,
                () -> pill().equals("strict \u00b7 2 instances"));
        window.await("its tiles", TIMEOUT, () -> podsIn(PodState.FREE) == 2);
    }

    @Test
    @Order(3)
    void connectionIsSavedWithoutItsSecrets() throws InterruptedException {
        window.type("Shortcut+L");
        window.await("the sheet", TIMEOUT, () -> window.count(".saved-connection") == 1);
        assertThat(window.read(".saved-connection"))
                .singleElement()
                .asString()
                .startsWith(system.gateway().authority())
                .contains("localhost:" + admin.port());
        assertThat(Fx.get(() -> model().connect().saved().get().toString()))
                .doesNotContain("admin-password");
        window.press(".sheet-head .button");
    }

    @Test
    @Order(4)
    void connectionThatFailsLeavesTheOldOneOpen() throws InterruptedException {
        Fx.run(
                () -> {
                    model().connect().address().set("localhost:1");
                    model().connectRemote();
                });

        window.await("the notice", TIMEOUT, () -> !window.read(".toast.tone-bad .label").isEmpty());
        assertThat(window.read(".toast.tone-bad .label"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "No gateway at localhost:1: no connection to the gateway. What was open"
                                + " stays open.");
        assertThat(Fx.get(() -> model().link().get())).isInstanceOf(Link.On.class);
        window.await("the old one", TIMEOUT, () -> pill().equals("strict \u00b7 2 instances"));
    }

    @Test
    @Order(5)
    void overloadExpectsAsManyServedAsTheGatewayHasInstances() throws InterruptedException {
        window.press("#run-overload");

        window.await("the run to end", START, () -> model().frame().get().isOver());
        assertThat(window.read(".check-title"))
                .as("strict, with two instances, not three as the form says")
                .isNotEmpty();
        var run = Fx.get(() -> model().frame().get().run());
        assertThat(run).isNotNull();
        assertThat(run.info().parameters()).containsEntry("instances", 2);
    }

    @Test
    @Order(6)
    void strictRefusalIsDrawnAndExplainedAtItsInstance() throws InterruptedException {
        var refused =
                Fx.get(
                        () ->
                                model().frame().get().clients().stream()
                                        .filter(row -> row.session().refusal() != null)
                                        .findFirst()
                                        .orElseThrow());

        String where = Fx.get(() -> model().frame().get().refusedAt(refused));

        assertThat(where).isIn(window.read(".pod-tile .pod-name"));
        Fx.run(() -> model().showClient(refused.id()));
        window.type("Shortcut+I");
        window.await(
                "the explanation",
                TIMEOUT,
                () -> window.read("#why-summary").toString().contains("strict policy never"));
        assertThat(window.read("#why-summary").toString()).contains(where);
        assertThat(window.read(".sheet .screen-title"))
                .contains("Why was " + refused.view().label() + " refused?");
        window.press(".sheet-head .button");
    }

    @Test
    @Order(7)
    void deadAdminPortIsAmberWhileCallsGoOn() throws Exception {
        admin.close();

        window.await(
                "amber", SOON, () -> window.read("#link .link-title").contains("no admin port"));
        assertThat(window.count("#link.link-is-busy")).isOne();
        Fx.run(() -> model().view().set(io.monopod.console.model.View.OVERVIEW));
        window.await("the box", TIMEOUT, () -> window.count(".gate.tone-warning") == 1);
        window.await(
                "old tiles",
                TIMEOUT,
                () -> window.read(".pod-figures").toString().contains("last seen"));
    }

    @Test
    @Order(8)
    void localSystemIsNotLeftWithoutAsking() throws InterruptedException {
        Fx.run(
                () -> {
                    model().connect().instances().set(1);
                    model().startLocal();
                });
        window.await("a local system", START, () -> pill().startsWith("1 instance \u00b7"));
        Fx.run(
                () -> {
                    model().connect().address().set(system.gateway().authority());
                    model().connect().admin().set("");
                    model().connectRemote();
                });

        window.await("the question", TIMEOUT, () -> window.count("#confirm") == 1);
        assertThat(pill()).contains("1 instance");
        window.press("#confirm");

        window.await("the other gateway", START, () -> pill().startsWith("policy unknown"));
    }

    private static String pill() {
        return String.join(" ", window.read("#link .link-detail"));
    }

    private static int podsIn(PodState state) {
        return model().frame().get().podsIn(state);
    }

    private static ConsoleModel model() {
        return window.model();
    }
}
