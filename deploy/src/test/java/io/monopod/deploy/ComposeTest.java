package io.monopod.deploy;

import static io.monopod.deploy.Documents.at;
import static io.monopod.deploy.Documents.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.monopod.config.HostPort;
import io.monopod.instance.slot.AfterSession;
import io.monopod.process.AdminTokenFile;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class ComposeTest {
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-(.*?)}");

    private final JsonObject compose =
            Documents.in(Documents.ROOT.resolve("compose.yml")).getFirst();

    @Test
    void gatewayReadsItsEnvironment() {
        var config = Programs.gateway(List.of(), environment("gateway"));

        assertThat(config.data().host()).isEqualTo("0.0.0.0");
        assertThat(config.limits().sessionsPerUser()).isPositive();
        assertThat(config.limits().waitingPerUser()).isPositive();
        assertThat(config.demo()).isTrue();
        assertThat(texts(at(compose, "services.gateway.ports")))
                .containsExactly(
                        "${MONOPOD_PUBLISH:-127.0.0.1}:%1$d:%1$d".formatted(config.data().port()),
                        "127.0.0.1:%1$d:%1$d".formatted(config.admin().port()));
        assertThat(volumes("gateway"))
                .containsEntry(config.joinSecretFile().orElseThrow().getParent(), "join")
                .containsEntry(config.auth().keyFile().orElseThrow().getParent(), "key")
                .containsEntry(config.admin().tokenFile().orElseThrow().getParent(), "admin");
        assertThat(stopTime("gateway")).isGreaterThan(config.drainTime());
    }

    @Test
    void instanceReadsItsEnvironment() {
        var config = Programs.instance(List.of(), environment("myservice"));
        var gateway = Programs.gateway(List.of(), environment("gateway"));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.afterSession()).isEqualTo(AfterSession.EXIT);
        assertThat(config.gateway())
                .containsExactly(new HostPort("gateway", gateway.control().port()));
        assertThat(volumes("myservice"))
                .containsEntry(config.joinSecretFile().orElseThrow().getParent(), "join:ro");
        assertThat(stopTime("myservice")).isGreaterThan(config.drainTime());
    }

    @Test
    void onlyScenariosReadTheGatewaysAdminToken() {
        var gateway = Programs.gateway(List.of(), environment("gateway"));
        var file = gateway.admin().tokenFile().orElseThrow();

        assertThat(environment("scenarios")).containsEntry(AdminTokenFile.FILE, file.toString());
        assertThat(volumes("scenarios")).containsEntry(file.getParent(), "admin:ro");
        assertThat(volumes("myservice")).doesNotContainKey(file.getParent());
    }

    @Test
    void probesUseThePortsOfThePrograms() throws IOException {
        var dockerfile = Files.readString(Documents.ROOT.resolve("Dockerfile"));
        var gateway = Programs.gateway(List.of(), environment("gateway"));
        var instance = Programs.instance(List.of(), environment("myservice"));

        assertThat(dockerfile)
                .contains("http://localhost:%d/health/ready".formatted(gateway.admin().port()))
                .contains("http://localhost:%d/health/ready".formatted(instance.port()))
                .contains(
                        "EXPOSE %d %d %d"
                                .formatted(
                                        gateway.data().port(),
                                        gateway.control().port(),
                                        gateway.admin().port()))
                .contains("EXPOSE " + instance.port());
    }

    @Test
    void containersHaveNoUnneededRights() {
        for (var service : at(compose, "services").getAsJsonObject().asMap().values()) {
            var container = service.getAsJsonObject();
            assertThat(at(container, "read_only").getAsBoolean()).isTrue();
            assertThat(texts(at(container, "cap_drop"))).containsExactly("ALL");
            assertThat(texts(at(container, "security_opt")))
                    .containsExactly("no-new-privileges:true");
        }
    }

    @Test
    void fileContainsNoSecret() {
        assertThat(environment("gateway").keySet())
                .filteredOn(name -> name.contains("SECRET") || name.contains("KEY"))
                .allMatch(name -> name.endsWith("_FILE"));
        assertThat(environment("myservice").keySet())
                .filteredOn(name -> name.contains("SECRET"))
                .allMatch(name -> name.endsWith("_FILE"));
    }

    /// With the defaults of variables that the user may set.
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

    /// Mounted files by container path.
    private Map<Path, String> volumes(String service) {
        var volumes = new HashMap<Path, String>();
        for (var text : texts(at(compose, "services." + service + ".volumes"))) {
            var parts = text.split(":", 3);
            volumes.put(Path.of(parts[1]), parts[0] + (parts.length == 3 ? ":" + parts[2] : ""));
        }
        return volumes;
    }

    private Duration stopTime(String service) {
        return Duration.parse(
                "PT" + at(compose, "services." + service + ".stop_grace_period").getAsString());
    }

    private static List<String> texts(JsonElement list) {
        return elements(list).map(JsonElement::getAsString).toList();
    }
}
