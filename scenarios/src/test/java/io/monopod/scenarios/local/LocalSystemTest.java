package io.monopod.scenarios.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.monopod.config.HostPort;
import io.monopod.process.LocalEtcd;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Supervision;
import io.monopod.scenarios.system.SystemSpec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

class LocalSystemTest {
    private static final SystemSpec TWO = SystemSpec.STANDARD.withInstances(2);

    @TempDir private Path home = Path.of("");
    private FakeInstallation installation = new FakeInstallation(home);
    private final RecordedEvents heard = new RecordedEvents();

    @BeforeEach
    void install() throws IOException {
        installation = FakeInstallation.in(home);
    }

    @Test
    void everyInstanceHasAPlaceAndAPodName() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            assertThat(system.instances())
                    .extracting(InstanceView::name)
                    .containsExactly("instance-1", "instance-2");
            assertThat(system.instances())
                    .extracting(InstanceView::pod)
                    .doesNotHaveDuplicates()
                    .allMatch(pod -> pod.startsWith("instance-"));
            assertThat(system.instances())
                    .extracting(InstanceView::state)
                    .containsOnly(InstanceView.State.RUNNING);
            assertThat(heard.all()).contains(new LocalEvent.Progress("3 of 3 processes ready"));
        }
    }

    @Test
    void joinSecretIsSharedButOnNoCommandLine() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            List<String> secrets = outputs("secret ");
            assertThat(secrets).hasSize(3).containsOnly(secrets.getFirst());
            String secret = secrets.getFirst().substring("secret ".length());
            assertThat(secret).hasSizeGreaterThan(40);
            assertThat(outputs("arguments ")).noneMatch(line -> line.contains(secret));
            assertThat(system.setup().logs().resolve("gateway.log")).content().contains("READY");
        }
    }

    @Test
    void closingEndsEveryProcess() throws Exception {
        LocalSystem system = LocalSystem.start(installation.setup(TWO), heard);
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(3);

        system.close();

        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(system.instances())
                .extracting(InstanceView::state)
                .containsOnly(InstanceView.State.GONE);
    }

    @Test
    void lastOutputIsKept() throws Exception {
        LocalSystem.start(installation.setup(TWO), heard).close();

        heard.await(LocalEvent.Exited.class, exited -> exited.process().equals("gateway"));
        assertThat(home.resolve("logs/gateway.log")).content().endsWith("goodbye\n");
    }

    @Test
    void programThatCannotStartIsNamedWithItsLastLines() throws Exception {
        installation.tell("instance-2.fails");

        assertThatThrownBy(() -> LocalSystem.start(installation.setup(TWO), heard))
                .isInstanceOf(ProcessFailed.class)
                .hasMessageContaining("instance-2 exited with code 7")
                .hasMessageContaining("no luck today");
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void exitDuringStartFailsTheStartAtOnce() throws Exception {
        installation.tell("instance-2.mute");
        installation.tell("gateway.ends");

        assertThatThrownBy(() -> LocalSystem.start(installation.setup(TWO), heard))
                .isInstanceOf(ProcessFailed.class)
                .hasMessageContaining("gateway exited with code 0");
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void severalGatewaysShareAStoreAndInstancesKnowThemAll() throws Exception {
        boolean there = LocalEtcd.isInstalled();
        assumeTrue(there || "true".equals(System.getenv("CI")), "no etcd on this machine");
        SystemSpec three = TWO.withGateways(3).withStoreMembers(2);
        List<ProcessHandle> children;
        try (LocalSystem system = LocalSystem.start(installation.setup(three), heard)) {
            children = ProcessHandle.current().children().toList();
            String members =
                    system.storeEndpoints().stream()
                            .map(HostPort::toString)
                            .collect(Collectors.joining(","));
            String controls =
                    system.addresses().stream()
                            .map(each -> each.control().authority())
                            .collect(Collectors.joining(","));

            assertThat(system.gateways())
                    .extracting(GatewayView::name)
                    .containsExactly("gateway-1", "gateway-2", "gateway-3");
            assertThat(system.tested().gateways()).doesNotHaveDuplicates().hasSize(3);
            assertThat(system.storeEndpoints()).hasSize(2);
            assertThat(outputs("arguments "))
                    .filteredOn(line -> line.contains("--store-type etcd"))
                    .hasSize(3)
                    .allMatch(line -> line.contains("--store-endpoints " + members));
            assertThat(outputs("arguments "))
                    .filteredOn(line -> line.contains("--gateway " + controls))
                    .hasSize(2);
            system.killGateway("gateway-2");
            assertThat(heard.await(LocalEvent.Exited.class, e -> true).process())
                    .isEqualTo("gateway-2");
        }
        assertThat(children).hasSizeGreaterThan(7).noneMatch(ProcessHandle::isAlive);
        assertThat(home.resolve("logs/etcd-1.log")).exists();
    }

    @Test
    void takenPortIsReportedBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> LocalSystem.start(installation.setup(TWO, port), heard))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port + " is taken");
            assertThat(heard.all()).isEmpty();
        }
    }

    @Test
    void interruptedStartLeavesNothingBehind() throws Exception {
        installation.tell("instance-1.mute");
        Thread starting =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        LocalSystem.start(installation.setup(TWO), heard).close();
                                    } catch (IOException | InterruptedException e) {
                                        heard.on(new LocalEvent.Progress("given up"));
                                    }
                                });
        heard.await(LocalEvent.Progress.class, each -> each.text().startsWith("2 of 3"));

        starting.interrupt();

        heard.await(LocalEvent.Progress.class, each -> each.text().equals("given up"));
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void restartedInstanceHasANewPodName() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            String before = system.instances().getFirst().pod();

            system.killInstance("instance-1");
            assertThat(system.instances().getFirst().state()).isEqualTo(InstanceView.State.GONE);
            assertThat(heard.await(LocalEvent.Exited.class, e -> true).expected()).isTrue();

            InstanceView fresh = system.restartInstance("instance-1");
            assertThat(fresh.name()).isEqualTo("instance-1");
            assertThat(fresh.pod()).isNotEqualTo(before);
            assertThat(system.instances().getFirst()).isEqualTo(fresh);
        }
    }

    @Test
    void endedInstanceExitsCleanly() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            system.endInstance("instance-1");

            assertThat(system.instances().getFirst().state()).isEqualTo(InstanceView.State.GONE);
            assertThat(heard.await(LocalEvent.Exited.class, e -> true).expected()).isTrue();
            assertThat(system.log("instance-1")).contains("goodbye");
        }
    }

    @Test
    void pausedInstanceCanBeResumedAndEnded() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            system.pauseInstance("instance-1");
            assertThat(system.instances().getFirst().state()).isEqualTo(InstanceView.State.PAUSED);

            system.resumeInstance("instance-1");
            assertThat(system.instances().getFirst().state()).isEqualTo(InstanceView.State.RUNNING);

            system.pauseInstance("instance-2");
        }
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void instancesCanBeAddedAndTheGatewayRestarted() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            assertThat(system.addInstance().name()).isEqualTo("instance-3");

            system.restartGateway("gateway");

            List<String> gateways =
                    outputs("arguments ").stream().filter(a -> a.contains("--demo")).toList();
            assertThat(gateways).hasSize(2).containsOnly(gateways.getFirst());
        }
    }

    @Test
    void ownServerIsRunByOneAgentAndGetsEveryRoute() throws Exception {
        var own =
                new Backend(List.of("server", "{port}"), List.of("/p.S/Close"), true, 2, "replay");
        try (LocalSystem system =
                LocalSystem.start(installation.setup(TWO).withBackend(own), heard)) {
            assertThat(system.instances()).isEmpty();
            assertThat(outputs("arguments "))
                    .hasSize(2)
                    .anyMatch(
                            line ->
                                    line.endsWith(
                                            "--slots 2 --exit-with-stdin --warm 2 --ended-by"
                                                    + " /p.S/Close --reuse -- server {port}"))
                    .anyMatch(line -> line.contains("--config "));
        }
        assertThat(own.routing()).contains("prefix: /, cluster: backend, on-instance-loss: replay");
    }

    @Test
    void agentThatCannotStartSaysWhyInOneLine() throws Exception {
        installation.tell("agent.fails");
        var own = new Backend(List.of("server"), List.of(), false, 0, "fail");

        assertThatThrownBy(() -> LocalSystem.start(installation.setup(TWO).withBackend(own), heard))
                .isInstanceOf(AgentFailed.class)
                .hasMessage("no luck today");
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void unknownInstanceIsRefused() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            assertThatThrownBy(() -> system.killInstance("instance-9"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no instance instance-9");
        }
    }

    @Test
    void instanceThatExitsAfterItsSessionIsReplaced() throws Exception {
        SystemSpec exiting = TWO.withAfterSession(AfterSession.EXIT);
        try (LocalSystem system = LocalSystem.start(installation.setup(exiting), heard)) {
            String before = system.instances().getLast().pod();

            installation.tell("instance-2.ends");

            assertThat(heard.await(LocalEvent.Exited.class, e -> true))
                    .isEqualTo(new LocalEvent.Exited("instance-2", 0, true));
            LocalEvent.Ready again = heard.await(LocalEvent.Ready.class, e -> true);
            assertThat(again.process()).isEqualTo("instance-2");
            assertThat(again.pod()).isNotEqualTo(before);
        }
    }

    @Test
    void instanceThatLeavesAfterItsSessionStaysAway() throws Exception {
        SystemSpec leaving =
                TWO.withAfterSession(AfterSession.EXIT).withSupervision(Supervision.LEAVE);
        try (LocalSystem system = LocalSystem.start(installation.setup(leaving), heard)) {
            installation.tell("instance-2.ends");

            assertThat(heard.await(LocalEvent.Exited.class, e -> true))
                    .isEqualTo(new LocalEvent.Exited("instance-2", 0, true));
            // A successor would be ready first.
            system.addInstance();
            assertThat(system.instances())
                    .filteredOn(view -> view.state() == InstanceView.State.RUNNING)
                    .extracting(InstanceView::name)
                    .containsExactly("instance-1", "instance-3");
        }
    }

    @Test
    void exitOfReusedInstanceIsUnexpected() throws Exception {
        try (LocalSystem system = LocalSystem.start(installation.setup(TWO), heard)) {
            installation.tell("instance-2.ends");

            assertThat(heard.await(LocalEvent.Exited.class, e -> true))
                    .isEqualTo(new LocalEvent.Exited("instance-2", 0, false));
            assertThat(system.instances().getLast().state()).isEqualTo(InstanceView.State.GONE);
        }
    }

    @Test
    void programsExitWhenTheirParentIsKilled() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process parent =
                new ProcessBuilder(
                                java.toString(),
                                // Files that a killed program leaves are deleted with the test's
                                // directory.
                                "-Djava.io.tmpdir=" + home,
                                "-cp",
                                System.getProperty("java.class.path"),
                                HoldingParent.class.getName(),
                                home.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = parent.inputReader()) {
            assertThat(output.readLine()).isEqualTo("up");
            List<ProcessHandle> programs = parent.toHandle().children().toList();
            assertThat(programs).hasSize(3);

            parent.destroyForcibly().waitFor();

            for (ProcessHandle program : programs) {
                program.onExit().get(20, TimeUnit.SECONDS);
            }
        } finally {
            parent.destroyForcibly();
        }
    }

    private List<String> outputs(String start) {
        return heard.all().stream()
                .filter(LocalEvent.Output.class::isInstance)
                .map(event -> ((LocalEvent.Output) event).line())
                .filter(line -> line.startsWith(start))
                .toList();
    }

    /// Starts a system and then only waits.
    static final class HoldingParent {
        private HoldingParent() {}

        public static void main(String[] args) throws Exception {
            Path home = Files.createTempDirectory(Path.of(args[0]), "held-");
            LocalSystem.start(FakeInstallation.in(home).setup(TWO), LocalListener.silent());
            System.out.println("up");
            System.in.read();
        }
    }
}
