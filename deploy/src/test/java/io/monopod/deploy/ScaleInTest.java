package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.Gateway;
import io.monopod.instance.Instance;
import io.monopod.myservice.echo.EchoService;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The script `kubernetes/scale-in` with a real gateway and real instances. Only `kubectl` is a
/// stand-in: it knows the pods, and records what it is told to change.
@Timeout(60)
class ScaleInTest {
    private static final Map<String, String> JOIN =
            Map.of("MONOPOD_JOIN_SECRET", "a join secret for the tests");
    private static final int PODS = 4;

    private final Path directory;
    private final Gateway gateway;
    private final List<Instance> instances = new ArrayList<>();
    private final Clients clients = new Clients("t", _ -> {}, InstantSource.system());

    ScaleInTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        var arguments =
                List.of(
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0",
                        "--admin-token-file=" + directory.resolve("admin-token"),
                        "--start-grace=0s",
                        "--demo");
        gateway = Gateway.start(Programs.gateway(arguments, JOIN), InstantSource.system());
        for (int i = 0; i < PODS; i++) {
            instances.add(instance(i));
        }
        kubectl();
    }

    @AfterEach
    void stop() {
        clients.close();
        instances.forEach(Instance::stop);
        gateway.close();
    }

    @Test
    void removesOnlyPodsWithoutASession() throws Exception {
        var busy = session();

        var run = scaleIn("2");

        assertThat(run.code()).as(run.output()).isZero();
        var changes = changes();
        assertThat(changes.get(0)).startsWith("wait ").contains("pod/pod-0", "pod/pod-3");
        assertThat(changes.get(1)).startsWith("annotate pods -l ").endsWith("cost=0");
        assertThat(changes.get(2)).startsWith("annotate pods pod-").endsWith("cost=-1");
        assertThat(changes.get(2)).doesNotContain(busy);
        assertThat(changes.get(3))
                .isEqualTo("scale deployment/myservice --current-replicas=4 --replicas=2");
        assertThat(changes).hasSize(4);
    }

    @Test
    void removedPodsGetNoSessionMeanwhile() throws Exception {
        scaleIn("1");

        session();

        var late = client();
        assertThat(late.echo("x").answer().reason()).isEqualTo("NO_AVAILABLE_INSTANCES");
    }

    @Test
    void busyPodsStayEvenIfFewerAreWanted() throws Exception {
        session();
        session();
        session();

        var run = scaleIn("1");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(changes().getLast()).endsWith("--current-replicas=4 --replicas=3");
    }

    @Test
    void withoutANumberAsManyStayAsTheGatewayWants() throws Exception {
        session();

        var run = scaleIn();

        assertThat(run.code()).as(run.output()).isZero();
        // The one in use and a spare one.
        assertThat(changes().getLast()).endsWith("--current-replicas=4 --replicas=2");
    }

    @Test
    void nothingIsRemovedIfEveryPodIsBusy() throws Exception {
        for (int i = 0; i < PODS; i++) {
            session();
        }

        var run = scaleIn("2");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("scale-in: every pod has a session");
        assertThat(changes()).isEmpty();
    }

    @Test
    void nothingIsRemovedWhileAPodIsNotReady() throws Exception {
        Files.createFile(directory.resolve("unready"));

        var run = scaleIn("2");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("scale-in: not all pods are ready");
        assertThat(changes()).hasSize(1).first().asString().startsWith("wait ");
    }

    @Test
    void nothingIsRemovedIfAsManyAreWanted() throws Exception {
        assertThat(scaleIn("4").output()).contains("4 pods, 4 wanted: nothing to remove");
        assertThat(scaleIn("many").output()).contains("'many' is no number of pods");
        assertThat(changes()).isEmpty();
    }

    private Instance instance(int number) throws InterruptedException {
        var host = host(number);
        var arguments =
                List.of(
                        "--name=pod-" + number,
                        "--host=" + host,
                        "--gateway=localhost:" + gateway.controlPort());
        var instance =
                Instance.start(
                        Programs.instance(arguments, JOIN).instance(),
                        EchoService.create(Duration.ofSeconds(1)));
        assertThat(instance.awaitRegistered()).isTrue();
        return instance;
    }

    /// All of 127.0.0.0/8 is this machine.
    private static String host(int number) {
        return "127.0.0." + (10 + number);
    }

    private Client client() throws InterruptedException {
        var client = clients.open(Endpoint.plaintext("localhost", gateway.dataPort()));
        client.login(Credentials.DEMO);
        return client;
    }

    /// @return the pod of a new session
    private String session() throws InterruptedException {
        var reply = (Reply.Served) client().echo("x").answer().reply();
        return Objects.requireNonNull(reply).pod().substring(0, "pod-0".length());
    }

    private record Run(int code, String output) {}

    private Run scaleIn(String... replicas) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", "kubernetes/scale-in"));
        command.addAll(List.of(replicas));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        builder.environment().put("PORT", Integer.toString(gateway.adminPort()));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /// What `kubectl` was told, without what it was only asked.
    private List<String> changes() throws IOException {
        var record = directory.resolve("changes");
        return Files.exists(record) ? Files.readAllLines(record) : List.of();
    }

    private void kubectl() throws IOException {
        var pods =
                IntStream.range(0, PODS)
                        .mapToObj(
                                number ->
                                        """
                                        {"metadata": {"name": "pod-%d"},
                                         "status": {"phase": "Running", "podIP": "%s"}}
                                        """
                                                .formatted(number, host(number)))
                        .collect(Collectors.joining(","));
        var leaving =
                """
                {"metadata": {"name": "pod-9", "deletionTimestamp": "2026-11-23T09:00:00Z"},
                 "status": {"phase": "Running", "podIP": "127.0.0.99"}}
                """;
        Files.writeString(
                directory.resolve("pods.json"), "{\"items\": [" + pods + "," + leaving + "]}");
        var script =
                Files.writeString(
                        directory.resolve("kubectl"),
                        """
                        #!/bin/sh
                        shift 2 # -n monopod
                        case $1 in
                            exec) cat %1$s/admin-token ;;
                            port-forward) exec sleep 60 ;;
                            get) cat %1$s/pods.json ;;
                            wait) echo "$*" >>%1$s/changes; [ ! -e %1$s/unready ] ;;
                            *) echo "$*" >>%1$s/changes ;;
                        esac
                        """
                                .formatted(directory));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
