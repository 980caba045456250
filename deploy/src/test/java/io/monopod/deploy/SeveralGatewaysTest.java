package io.monopod.deploy;

import static io.monopod.deploy.Documents.at;
import static io.monopod.deploy.Documents.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.monopod.config.HostPort;
import io.monopod.gateway.config.GatewayConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The files for several gateways: `deploy/kubernetes-several`, `compose/three-gateways.yml` and
/// `compose/haproxy.cfg`.
class SeveralGatewaysTest {
    private static final Path DIRECTORY = Documents.ROOT.resolve("deploy/kubernetes-several");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-(.*?)}");
    private static final List<String> NAMES = List.of("gateway-1", "gateway-2", "gateway-3");

    private final JsonObject compose =
            Documents.in(Documents.ROOT.resolve("compose/three-gateways.yml")).getFirst();

    @Test
    void eachManifestFitsItsKind() throws IOException {
        var kustomization = Documents.in(DIRECTORY.resolve("kustomization.yaml")).getFirst();
        var patches =
                elements(at(kustomization, "patches"))
                        .map(patch -> patch.getAsJsonObject().get("path").getAsString());
        var own =
                elements(at(kustomization, "resources"))
                        .map(JsonElement::getAsString)
                        .filter(name -> !name.equals("../kubernetes"));
        for (var file : Stream.concat(patches, own).toList()) {
            for (var manifest : Documents.in(DIRECTORY.resolve(file))) {
                validate(manifest);
            }
        }
    }

    /// A patch of a Deployment is no whole one.
    private static void validate(JsonObject manifest) throws IOException {
        switch (manifest.get("kind").getAsString()) {
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(manifest);
            case "Service" -> V1Service.validateJsonElement(manifest);
            case "StatefulSet" -> V1StatefulSet.validateJsonElement(manifest);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(manifest);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(manifest);
            case "Deployment" -> assertThat(manifest.has("spec")).isTrue();
            default -> throw new AssertionError("not checked: " + manifest);
        }
    }

    @Test
    void gatewaysUseTheMembersThatThereAre(@TempDir Path directory) throws IOException {
        var file = directory.resolve("gateway.yaml");
        var map = manifest("gateway.yaml", "ConfigMap");
        Files.writeString(file, map.getAsJsonObject("data").get("gateway.yaml").getAsString());
        var advertise =
                elements(
                                at(
                                        manifest("gateway.yaml", "Deployment"),
                                        podSpec("containers.gateway.env")))
                        .map(JsonElement::getAsJsonObject)
                        .filter(each -> each.has("value"))
                        .findFirst()
                        .orElseThrow();
        var config =
                Programs.gateway(
                        List.of("--config", file.toString()),
                        Map.of(
                                advertise.get("name").getAsString(),
                                advertise
                                        .get("value")
                                        .getAsString()
                                        .replace("$(POD_IP)", "10.0.0.7")));
        var members = manifest("etcd.yaml", "StatefulSet");
        int port = at(members, podSpec("containers.etcd.ports.client.containerPort")).getAsInt();

        assertThat(config.store().advertise())
                .contains(new HostPort("10.0.0.7", config.control().port()));
        assertThat(config.store().endpoints())
                .containsExactlyElementsOf(
                        IntStream.range(0, at(members, "spec.replicas").getAsInt())
                                .mapToObj(i -> new HostPort("etcd-" + i + ".etcd", port))
                                .toList());
    }

    /// The file replaces that of one gateway: nothing of it may be lost.
    @Test
    void theRestOfTheConfigurationIsThatOfOneGateway() {
        var one = Documents.in(Documents.ROOT.resolve("deploy/kubernetes/gateway.yaml")).getFirst();
        var several = manifest("gateway.yaml", "ConfigMap");

        assertThat(several.getAsJsonObject("data").get("gateway.yaml").getAsString())
                .startsWith(one.getAsJsonObject("data").get("gateway.yaml").getAsString());
    }

    @Test
    void oneGatewayIsReplacedOrDisruptedAtATime() {
        var gateways = manifest("gateway.yaml", "Deployment");

        assertThat(at(gateways, "spec.replicas").getAsInt()).isEqualTo(3);
        assertThat(at(gateways, "spec.strategy.type").getAsString()).isEqualTo("RollingUpdate");
        assertThat(at(gateways, "spec.strategy.rollingUpdate.maxUnavailable").getAsInt()).isZero();
        assertThat(elements(at(gateways, podSpec("topologySpreadConstraints")))).hasSize(2);
        assertThat(Documents.in(DIRECTORY.resolve("disruption.yaml")))
                .allSatisfy(
                        budget ->
                                assertThat(at(budget, "spec.maxUnavailable").getAsInt())
                                        .isEqualTo(1));
    }

    @Test
    void containersShareAStoreAndInstancesKnowEveryGateway() {
        var configs = NAMES.stream().map(this::gateway).toList();
        var controls =
                configs.stream().map(each -> each.store().advertise().orElseThrow()).toList();

        assertThat(controls)
                .containsExactlyElementsOf(
                        NAMES.stream()
                                .map(
                                        name ->
                                                new HostPort(
                                                        name, configs.getFirst().control().port()))
                                .toList());
        assertThat(Programs.instance(List.of(), environment("myservice")).gateway())
                .isEqualTo(controls);
        assertThat(configs.getFirst().store().endpoints())
                .extracting(HostPort::host)
                .allMatch(at(compose, "services").getAsJsonObject()::has);
    }

    @Test
    void balancerPassesOnToEveryGateway() throws IOException {
        var settings = Files.readString(Documents.ROOT.resolve("compose/haproxy.cfg"));
        var config = gateway("gateway-1");

        assertThat(settings)
                .contains("mode tcp", "bind :" + config.data().port())
                .contains("check port " + config.admin().port())
                .contains("uri /health/ready ver HTTP/1.1");
        for (var name : NAMES) {
            assertThat(settings)
                    .contains("server %1$s %1$s:%2$d".formatted(name, config.data().port()));
        }
    }

    private GatewayConfig gateway(String name) {
        return Programs.gateway(List.of(), environment(name));
    }

    private Map<String, String> environment(String service) {
        var environment = new HashMap<String, String>();
        at(compose, "services." + service + ".environment")
                .getAsJsonObject()
                .asMap()
                .forEach(
                        (name, value) ->
                                environment.put(
                                        name,
                                        DEFAULT.matcher(value.getAsString()).replaceAll("$1")));
        return environment;
    }

    private static JsonObject manifest(String file, String kind) {
        return Documents.in(DIRECTORY.resolve(file)).stream()
                .filter(each -> each.get("kind").getAsString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + file));
    }

    private static String podSpec(String path) {
        return "spec.template.spec." + path;
    }
}
