package io.monopod.deploy;

import static io.monopod.deploy.Documents.at;
import static io.monopod.deploy.Documents.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.monopod.config.HostPort;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.MyServiceConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class KubernetesTest {
    private static final Path DIRECTORY = Documents.ROOT.resolve("deploy/kubernetes");

    private final List<JsonObject> manifests =
            elements(
                            at(
                                    Documents.in(DIRECTORY.resolve("kustomization.yaml"))
                                            .getFirst(),
                                    "resources"))
                    .flatMap(name -> Documents.in(DIRECTORY.resolve(name.getAsString())).stream())
                    .toList();

    @Test
    void eachManifestFitsItsKind() throws IOException {
        assertThat(manifests).hasSizeGreaterThan(8);
        for (var manifest : manifests) {
            validate(manifest);
        }
    }

    /// @throws IllegalArgumentException if a field is unknown or missing
    private static void validate(JsonObject manifest) throws IOException {
        var kind =
                manifest.get("apiVersion").getAsString() + "/" + manifest.get("kind").getAsString();
        switch (kind) {
            case "v1/Namespace" -> V1Namespace.validateJsonElement(manifest);
            case "v1/ConfigMap" -> V1ConfigMap.validateJsonElement(manifest);
            case "v1/Service" -> V1Service.validateJsonElement(manifest);
            case "apps/v1/Deployment" -> V1Deployment.validateJsonElement(manifest);
            case "policy/v1/PodDisruptionBudget" ->
                    V1PodDisruptionBudget.validateJsonElement(manifest);
            case "networking.k8s.io/v1/NetworkPolicy" ->
                    V1NetworkPolicy.validateJsonElement(manifest);
            case "autoscaling/v2/HorizontalPodAutoscaler" ->
                    V2HorizontalPodAutoscaler.validateJsonElement(manifest);
            default -> throw new AssertionError("not checked: " + kind);
        }
    }

    @Test
    void gatewayReadsItsConfigAndListensOnContainerPorts(@TempDir Path directory)
            throws IOException {
        var config = gatewayConfig(directory);

        assertThat(port("gateway", "grpc")).isEqualTo(config.data().port());
        assertThat(port("gateway", "control")).isEqualTo(config.control().port());
        assertThat(port("gateway", "admin")).isEqualTo(config.admin().port());
        assertThat(List.of(config.data().host(), config.control().host(), config.admin().host()))
                .containsOnly("0.0.0.0");
        assertThat(config.limits().sessionsPerUser()).isPositive();
        assertThat(config.limits().waitingPerUser()).isPositive();
        assertThat(config.demo()).isFalse();
        assertThat(gracePeriod("gateway")).isGreaterThan(config.drainTime());
    }

    @Test
    void gatewayFindsItsMountedFiles(@TempDir Path directory) throws IOException {
        var config = gatewayConfig(directory);
        var mounts = mounts("gateway");

        assertThat(
                        Stream.of(
                                config.joinSecretFile(),
                                config.auth().keyFile(),
                                config.auth().usersFile(),
                                config.admin().tokenFile()))
                .allSatisfy(file -> assertThat(file.orElseThrow().getParent()).isIn(mounts));
        assertThat(mounts).contains(Path.of(args("gateway").getLast()).getParent());
    }

    @Test
    void instanceReadsItsEnvironmentAndListensOnContainerPort() {
        var config = instanceConfig();

        assertThat(config.name()).contains("a-pod");
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(port("myservice", "grpc")).isEqualTo(config.port());
        assertThat(config.advertise()).contains(new HostPort("10.0.0.7", config.port()));
        assertThat(config.afterSession()).isEqualTo(AfterSession.EXIT);
        assertThat(config.joinSecretFile().orElseThrow().getParent()).isIn(mounts("myservice"));
        assertThat(gracePeriod("myservice")).isGreaterThan(config.drainTime());
    }

    @Test
    void instanceReachesTheGatewayByServiceName() {
        var gateway = instanceConfig().gateway().getFirst();

        var service = manifest("Service", gateway.host());

        assertThat(at(service, "spec.ports.control.port").getAsInt()).isEqualTo(gateway.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "myservice"})
    void probesUseThePortsOfThePrograms(String name) {
        var port = name.equals("gateway") ? "admin" : "grpc";
        var asked =
                Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> at(container(name), probe + ".httpGet").getAsJsonObject())
                        .peek(get -> assertThat(get.get("port").getAsString()).isEqualTo(port))
                        .map(get -> get.get("path").getAsString());

        assertThat(asked).containsExactly("/health/live", "/health/live", "/health/ready");
    }

    @Test
    void servicesAndPoliciesNameExistingPortsAndLabels() {
        var ports =
                Map.of(
                        "gateway", portNames("gateway"),
                        "myservice", portNames("myservice"));

        assertThat(ofKind("Service"))
                .allSatisfy(
                        service ->
                                assertThat(
                                                elements(at(service, "spec.ports"))
                                                        .map(port -> text(port, "targetPort")))
                                        .isSubsetOf(ports.get(selected(service, "spec.selector"))));
        assertThat(ofKind("NetworkPolicy"))
                .allSatisfy(
                        policy ->
                                assertThat(
                                                elements(at(policy, "spec.ingress"))
                                                        .flatMap(
                                                                rule ->
                                                                        elements(
                                                                                rule.getAsJsonObject()
                                                                                        .get(
                                                                                                "ports")))
                                                        .map(port -> text(port, "port")))
                                        .isSubsetOf(
                                                ports.get(
                                                        selected(
                                                                policy,
                                                                "spec.podSelector.matchLabels"))));
    }

    /// A pod may reach the other program and the name service, and nothing else.
    @ParameterizedTest
    @CsvSource({"gateway, myservice, grpc", "myservice, gateway, control"})
    void podsReachOnlyEachOther(String name, String other, String port) {
        var policy = manifest("NetworkPolicy", name);
        var reached =
                elements(at(policy, "spec.egress")).map(JsonElement::getAsJsonObject).toList();

        assertThat(elements(at(policy, "spec.policyTypes")).map(JsonElement::getAsString))
                .containsExactly("Ingress", "Egress");
        assertThat(reached).hasSize(2);
        assertThat(reached.getFirst())
                .hasToString(
                        "{\"ports\":[{\"port\":\"%s\"}],\"to\":[{\"podSelector\":{\"matchLabels\":"
                                        .formatted(port)
                                + "{\"app.kubernetes.io/name\":\"%s\"}}}]}".formatted(other));
        assertThat(portNames(other)).contains(port);
        assertThat(elements(at(reached.getLast(), "ports")).map(each -> text(each, "port")))
                .containsOnly("53");
        assertThat(reached.getLast().toString()).contains("kube-dns", "kube-system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "myservice"})
    void podsHaveNoUnneededRights(String name) {
        var pod = at(manifest("Deployment", name), "spec.template.spec").getAsJsonObject();

        assertThat(at(pod, "automountServiceAccountToken").getAsBoolean()).isFalse();
        assertThat(at(pod, "securityContext.runAsNonRoot").getAsBoolean()).isTrue();
        var security = at(container(name), "securityContext").getAsJsonObject();
        assertThat(at(security, "readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(at(security, "allowPrivilegeEscalation").getAsBoolean()).isFalse();
        assertThat(at(security, "capabilities.drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(at(container(name), "resources.limits.memory").getAsString()).isNotEmpty();
    }

    @Test
    void autoscalersReadTheMetricThatTheGatewayHas() throws Exception {
        var scaled = Documents.in(DIRECTORY.resolve("keda.yaml")).getFirst();
        validate(Documents.in(DIRECTORY.resolve("keda.yaml")).getLast());
        var autoscaler = Documents.in(DIRECTORY.resolve("hpa.yaml")).getFirst();
        validate(autoscaler);
        var trigger = elements(at(scaled, "spec.triggers")).findFirst().orElseThrow();
        var metadata = trigger.getAsJsonObject().getAsJsonObject("metadata");
        var url = URI.create(text(metadata, "url"));
        var external =
                elements(at(autoscaler, "spec.metrics"))
                        .findFirst()
                        .orElseThrow()
                        .getAsJsonObject()
                        .getAsJsonObject("external")
                        .getAsJsonObject("metric");

        assertThat(at(scaled, "spec.scaleTargetRef.name").getAsString()).isEqualTo("myservice");
        assertThat(at(autoscaler, "spec.scaleTargetRef.name").getAsString()).isEqualTo("myservice");
        assertThat(url.getHost()).isEqualTo("gateway-control.monopod.svc");
        assertThat(at(manifest("Service", "gateway-control"), "spec.ports.admin.port").getAsInt())
                .isEqualTo(url.getPort());
        // As Prometheus' text format has it.
        assertThat(metrics(url.getPath())).contains(text(metadata, "valueLocation") + " 1.0\n");
        assertThat(text(metadata, "valueLocation"))
                .isEqualTo(
                        "%s{cluster=\"%s\"}"
                                .formatted(
                                        text(external, "name"),
                                        at(external, "selector.matchLabels.cluster")
                                                .getAsString()));
    }

    private static String metrics(String path) throws IOException, InterruptedException {
        var ports = List.of("--data-port=0", "--control-port=0", "--admin-port=0");
        try (var gateway =
                        Gateway.start(Programs.gateway(ports, Map.of()), InstantSource.system());
                var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://localhost:" + gateway.adminPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }

    private GatewayConfig gatewayConfig(Path directory) throws IOException {
        var text = manifest("ConfigMap", "gateway").getAsJsonObject("data").get("gateway.yaml");
        var file = Files.writeString(directory.resolve("gateway.yaml"), text.getAsString());
        assertThat(args("gateway").getFirst()).isEqualTo("--config");
        return Programs.gateway(List.of("--config", file.toString()), Map.of());
    }

    /// With the values that Kubernetes sets for a pod.
    private MyServiceConfig instanceConfig() {
        var environment = new HashMap<String, String>();
        elements(at(container("myservice"), "env"))
                .map(JsonElement::getAsJsonObject)
                .forEach(
                        variable ->
                                environment.put(
                                        variable.get("name").getAsString(),
                                        variable.has("value")
                                                ? variable.get("value").getAsString()
                                                : field(
                                                        at(
                                                                variable,
                                                                "valueFrom.fieldRef.fieldPath"))));
        environment.replaceAll(
                (_, value) -> value.replace("$(POD_IP)", environment.getOrDefault("POD_IP", "")));
        return Programs.instance(List.of(), environment);
    }

    private static String field(JsonElement path) {
        return switch (path.getAsString()) {
            case "metadata.name" -> "a-pod";
            case "status.podIP" -> "10.0.0.7";
            default -> throw new AssertionError(path);
        };
    }

    private Stream<JsonObject> ofKind(String kind) {
        return manifests.stream().filter(each -> text(each, "kind").equals(kind));
    }

    private JsonObject manifest(String kind, String name) {
        return ofKind(kind)
                .filter(each -> at(each, "metadata.name").getAsString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private JsonObject container(String name) {
        return at(manifest("Deployment", name), "spec.template.spec.containers." + name)
                .getAsJsonObject();
    }

    private List<String> args(String name) {
        return elements(at(container(name), "args")).map(JsonElement::getAsString).toList();
    }

    private int port(String name, String port) {
        return at(container(name), "ports." + port + ".containerPort").getAsInt();
    }

    private Set<String> portNames(String name) {
        return elements(at(container(name), "ports"))
                .map(port -> text(port, "name"))
                .collect(Collectors.toSet());
    }

    private List<Path> mounts(String name) {
        return elements(at(container(name), "volumeMounts"))
                .map(mount -> Path.of(text(mount, "mountPath")))
                .toList();
    }

    private Duration gracePeriod(String name) {
        var seconds =
                at(
                        manifest("Deployment", name),
                        "spec.template.spec.terminationGracePeriodSeconds");
        return Duration.ofSeconds(seconds.getAsLong());
    }

    private static String selected(JsonObject manifest, String selector) {
        return text(at(manifest, selector), "app.kubernetes.io/name");
    }

    private static String text(JsonElement object, String key) {
        return object.getAsJsonObject().get(key).getAsString();
    }
}
