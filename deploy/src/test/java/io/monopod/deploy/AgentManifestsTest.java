package io.monopod.deploy;

import static io.monopod.deploy.Documents.at;
import static io.monopod.deploy.Documents.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.monopod.config.HostPort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The manifests of pods that the agent runs in.
class AgentManifestsTest {
    private static final Path DIRECTORY = Documents.ROOT.resolve("deploy/kubernetes/agent");

    @ParameterizedTest
    @ValueSource(strings = {"first-process.yaml", "sidecar.yaml"})
    void agentReadsItsEnvironment(String file) throws IOException {
        var manifest = Documents.in(DIRECTORY.resolve(file)).getFirst();
        V1Deployment.validateJsonElement(manifest);
        var pod = at(manifest, "spec.template.spec").getAsJsonObject();
        var container = at(pod, "containers.notebook").getAsJsonObject();

        var config = Programs.agent(List.of(), environment(container));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.advertise()).contains(new HostPort("10.0.0.7", config.port()));
        assertThat(at(container, "ports.grpc.containerPort").getAsInt()).isEqualTo(config.port());
        assertThat(mounts(container)).contains(config.joinSecretFile().orElseThrow().getParent());
        assertThat(Duration.ofSeconds(at(pod, "terminationGracePeriodSeconds").getAsLong()))
                .isGreaterThan(config.drainTime());
        assertThat(slotPorts()).hasSize(2).containsOnly(List.of(config.port(), config.port() + 7));
        assertThat(config.slots()).isEqualTo(8);
    }

    @Test
    void sidecarTakesFromTheImageWhatIsThere() throws IOException {
        var manifest = Documents.in(DIRECTORY.resolve("sidecar.yaml")).getFirst();
        var copied = at(manifest, "spec.template.spec.initContainers.agent.command");
        var dockerfile = Files.readString(Documents.ROOT.resolve("Dockerfile"));

        assertThat(elements(copied).map(JsonElement::getAsString))
                .containsExactly(
                        "cp", "-r", "/opt/java", "/app/agent", "/app/agent.jvm", "/agent/");
        assertThat(dockerfile)
                .contains(
                        "COPY --from=jlink /jre /opt/java",
                        "deploy/image/agent.jvm .",
                        "\"-jar\", \"/app/agent/monopod-agent.jar\"");
    }

    /// The first and last port of each rule that has several.
    private static List<List<Integer>> slotPorts() throws IOException {
        var policies = Documents.in(DIRECTORY.resolve("network.yaml"));
        for (var policy : policies) {
            V1NetworkPolicy.validateJsonElement(policy);
        }
        return policies.stream()
                .flatMap(
                        policy ->
                                Stream.concat(
                                        elements(at(policy, "spec.egress")),
                                        elements(at(policy, "spec.ingress"))))
                .flatMap(rule -> elements(rule.getAsJsonObject().get("ports")))
                .map(JsonElement::getAsJsonObject)
                .filter(port -> port.has("endPort"))
                .map(port -> List.of(port.get("port").getAsInt(), port.get("endPort").getAsInt()))
                .toList();
    }

    /// With the values that Kubernetes sets for a pod.
    private static Map<String, String> environment(JsonObject container) {
        var environment = new HashMap<String, String>();
        elements(at(container, "env"))
                .map(JsonElement::getAsJsonObject)
                .filter(variable -> variable.get("name").getAsString().startsWith("MONOPOD_"))
                .forEach(
                        variable ->
                                environment.put(
                                        variable.get("name").getAsString(),
                                        variable.has("value")
                                                ? variable.get("value")
                                                        .getAsString()
                                                        .replace("$(POD_IP)", "10.0.0.7")
                                                : "a-pod"));
        return environment;
    }

    private static List<Path> mounts(JsonObject container) {
        return elements(at(container, "volumeMounts"))
                .map(mount -> Path.of(mount.getAsJsonObject().get("mountPath").getAsString()))
                .toList();
    }
}
