package io.monopod.scenarios.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.monopod.scenarios.cli.Cli;
import io.monopod.scenarios.client.Client;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The commands for operators, on a real gateway with two instances.
class OperateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealSystem system;

    OperateTest(@TempDir Path directory) throws InterruptedException {
        system = new RealSystem(directory, 2);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void sessionsListsEachWithItsInstance() throws Exception {
        var client = system.session();

        var lines = rows(done("sessions"));

        assertThat(lines.getFirst())
                .containsExactly(
                        "SESSION",
                        "OWNER",
                        "CLUSTER",
                        "INSTANCE",
                        "STATE",
                        "AGE",
                        "IDLE",
                        "CALLS",
                        "SERVED");
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).startsWith(client.session(), "TestUser", "myservice");
        assertThat(lines.getLast()).hasSize(9).contains("bound").endsWith("0", "1");
    }

    @Test
    void addressMayBeAsUpPrintsIt() {
        assertThat(
                        Cli.run(
                                        system.environment(),
                                        "instances",
                                        "--admin=http://" + system.admin())
                                .code())
                .isZero();
    }

    @Test
    void withoutSessionsThereAreOnlyTheHeads() {
        assertThat(done("sessions").out().lines()).hasSize(1);
        assertThat(done("queue").out().lines()).hasSize(1);
    }

    @Test
    void jsonIsWhatTheApiSays() throws Exception {
        var client = system.session();

        assertThat(json("sessions").at("/sessions/0/session").asText()).isEqualTo(client.session());
        assertThat(json("instances").path("instances")).hasSize(2);
        assertThat(json("queue").at("/rooms/0/places").asInt()).isEqualTo(1000);
        assertThat(json("why", client.session()).path("session").asText())
                .isEqualTo(client.session());
    }

    @Test
    void instancesListsEachWithItsState() throws Exception {
        var client = system.session();

        var lines = rows(done("instances"));

        assertThat(lines).hasSize(3).allMatch(cells -> cells.size() == 10);
        assertThat(lines).extracting(List::getFirst).contains(system.pod(0), system.pod(1));
        assertThat(lines).filteredOn(cells -> cells.contains("free")).hasSize(1);
        assertThat(lines).filteredOn(cells -> cells.contains(client.session())).hasSize(1);
    }

    @Test
    void queueListsWhoWaits() throws Exception {
        system.session();
        system.session();
        var waiting = waiting();

        var line = rows(done("queue")).getLast();

        assertThat(line).startsWith("1", waiting.session(), "TestUser", "myservice").hasSize(6);
        assertThat(done("why", waiting.session()).out())
                .startsWith(waiting.session() + ": waits for an instance of myservice, position 1,")
                .contains("holds another session");
    }

    @Test
    void whyShowsInstancePreferenceAndEvents() throws Exception {
        var client = system.session();

        var out = done("why", client.session()).out();

        assertThat(out.lines().findFirst().orElseThrow())
                .startsWith(client.session() + ": pod-")
                .endsWith("holds this session");
        assertThat(out)
                .containsPattern("RANK +CLUSTER +INSTANCE +SAYS")
                .containsPattern("\\n1 +myservice +pod-")
                .containsPattern("Z  granted .*" + client.session())
                .containsPattern("Z  confirmed .*epoch=\\d+");
    }

    @Test
    void endEndsTheSession() throws Exception {
        var client = system.session();

        var ended = done("end", client.session());

        assertThat(ended.out()).startsWith("ended " + client.session() + ": ");
        RealSystem.await(() -> done("sessions").out().lines().count() == 1);
        assertThat(done("why", client.session()).out())
                .startsWith(client.session() + ": has no instance and waits for none")
                .contains("reason=forced");
    }

    @Test
    void drainKeepsNewSessionsAwayUntilUndrain() throws Exception {
        assertThat(done("drain", system.pod(0)).out()).startsWith("drained " + system.pod(0));
        assertThat(json("drain", system.pod(1)).path("drained").asText()).isEqualTo(system.pod(1));

        assertThat(rows(done("instances"))).filteredOn(row -> row.contains("draining")).hasSize(2);
        assertThat(system.client().echo("x").answer().reason()).isEqualTo("NO_AVAILABLE_INSTANCES");

        assertThat(done("undrain", system.pod(0)).out()).startsWith("undrained " + system.pod(0));
        assertThat(json("undrain", system.pod(1)).path("undrained").asText())
                .isEqualTo(system.pod(1));
        assertThat(rows(done("instances"))).filteredOn(row -> row.contains("free")).hasSize(2);
        assertThat(system.client().echo("x").answer().reason()).isNull();
    }

    @Test
    void unknownNamesAreExitCode1InOneLine() {
        assertUnknown(system.run("end", "s-9"), "session 's-9'", "monopod sessions");
        assertUnknown(system.run("why", "s-9"), "session 's-9'", "monopod sessions");
        assertUnknown(system.run("drain", "pod-9"), "instance 'pod-9'", "monopod instances");
        assertUnknown(system.run("undrain", "pod-9"), "instance 'pod-9'", "monopod instances");
    }

    @Test
    void eventsPrintsWhatHappened() throws Exception {
        var client = system.session();
        RealSystem.await(() -> done("events").out().contains("confirmed"));

        var out = done("events").out();
        var objects = done("events", "-o", "json").out().lines().toList();

        assertThat(out.lines())
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z  .*"));
        assertThat(out)
                .containsPattern("Z  registered +- +pod-\\w+ +cluster=myservice +address=")
                .containsPattern("Z  confirmed +" + client.session() + " +pod-");
        assertThat(objects).hasSameSizeAs(out.lines().toList());
        assertThat(JSON.readTree(objects.getLast()).path("type").asText()).isEqualTo("confirmed");
    }

    @Test
    void eventsQuoteTheMessageOfARefusalLast() throws Exception {
        system.session();
        system.session();
        system.client().echo("x");

        RealSystem.await(() -> done("events").out().contains("reason=ALL_INSTANCES_BUSY"));
        assertThat(done("events").out()).contains("  message=all instances are busy\n");
    }

    @Test
    void topInAPipePrintsALineForEachCluster() throws Exception {
        system.session();

        var lines = done("top", "--count", "2").out().lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .containsPattern("^\\S+Z name=myservice registered=2 free=1 .* wanted=2$")
                .doesNotContain("\u001b");
        var object = json("top", "--count", "1");
        assertThat(object.path("instances")).hasSize(2);
        assertThat(object.at("/clusters/0/bound").asInt()).isOne();
    }

    private Client waiting() throws InterruptedException {
        var client = system.client();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                client.echo("x", client.envelope().waiting(Duration.ofSeconds(60)));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        RealSystem.await(() -> done("queue").out().contains(client.session()));
        return client;
    }

    private Cli done(String... words) {
        var cli = system.run(words);
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(cli.err()).isEmpty();
        return cli;
    }

    private JsonNode json(String command, String... words) throws IOException {
        var all = new ArrayList<>(List.of(command, "-o", "json"));
        all.addAll(List.of(words));
        return JSON.readTree(done(all.toArray(String[]::new)).out());
    }

    private static void assertUnknown(Cli cli, String... words) {
        assertThat(cli.code()).isOne();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("monopod: ").contains(words);
        assertThat(cli.err().lines()).hasSize(1);
    }

    private static List<List<String>> rows(Cli cli) {
        return cli.out().lines().map(line -> List.of(line.split(" +", -1))).toList();
    }
}
