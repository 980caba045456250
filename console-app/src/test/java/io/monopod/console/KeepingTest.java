package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.service.Activity;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.text.Sentences;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.report.Json;
import io.monopod.scenarios.report.Reports;
import io.monopod.scenarios.report.RunRecord;
import io.monopod.scenarios.report.RunRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Saving, exporting and opening runs, and the messages about failures.
final class KeepingTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Path directory;

    private OnScreen window;

    KeepingTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void savedRunIsShownUnchanged() throws Exception {
        window.model().archive().open(savedOverload());

        window.await("the run", TIMEOUT, () -> headline().contains("3 of 4 clients"));
        assertThat(headline()).contains("RESOURCE_EXHAUSTED (8)", "all instances are busy");
        assertThat(window.read(".client-chip .chip-name"))
                .containsExactly("client-1", "client-2", "client-3", "client-4");
        assertThat(window.count(".check-passed")).isEqualTo(5);
        assertThat(window.read("#kpi-latency")).singleElement().asString().endsWith(" ms");
    }

    @Test
    void savedRunKeepsApartFromWhatHappensNow() throws Exception {
        window.live().note(Instant.now(), new ConsoleEvent.Noted("something that happens now"));

        window.model().archive().open(savedOverload());

        window.await("the banner", TIMEOUT, () -> window.count("#saved") == 1);
        assertThat(window.read("#saved .saved-words"))
                .singleElement()
                .asString()
                .startsWith("Saved run of");
        assertThat(sentences()).contains("client-1 got monopod-demo-7f3a in 3.00 ms");
        assertThat(sentences()).doesNotContain("something that happens now");

        window.press("#close-saved");

        window.await("the end of the banner", TIMEOUT, () -> window.count("#saved") == 0);
        assertThat(sentences()).containsExactly("something that happens now");
        assertThat(window.read(".client-chip .chip-name")).isEmpty();
    }

    @Test
    void savedRunExplainsARefusalByWhoHeldWhichInstance() throws Exception {
        window.model().archive().open(savedOverload());
        window.await("the run", TIMEOUT, () -> headline().contains("3 of 4 clients"));
        Fx.run(() -> window.model().showClient(new ClientId(4)));
        window.await(
                "its details", TIMEOUT, () -> window.read(".details-name").contains("client-4"));

        window.type("Shortcut+I");

        window.await("the sheet", TIMEOUT, () -> window.count("#why-summary") == 1);
        assertThat(String.join(" ", window.read("#why-summary")))
                .contains(
                        "client-1 on monopod-demo-7f3a",
                        "client-2 on monopod-demo-c21e",
                        "client-3 on monopod-demo-09bd");
    }

    private List<String> sentences() {
        return Fx.get(
                () ->
                        window.model().events().events().stream()
                                .map(line -> Sentences.of(line.what()))
                                .toList());
    }

    @Test
    void runIsExportedInEveryFormat() throws Exception {
        window.model().archive().open(savedOverload());
        window.await("the run", TIMEOUT, () -> headline().contains("3 of 4 clients"));
        window.await(
                "all of it",
                TIMEOUT,
                () -> window.model().activity().get() instanceof Activity.Idle);
        Path target = Files.createDirectory(directory.resolve("target"));

        window.model().archive().export(target, file -> Files.writeString(file, "a picture"));

        window.await(
                "the notice", TIMEOUT, () -> !window.read(".toast.tone-good .label").isEmpty());
        Path run = only(target);
        assertThat(run.getFileName().toString()).startsWith("monopod-system_overload-");
        assertThat(run.resolve("window.png")).hasContent("a picture");
        assertThat(List.of(Reports.JSON, Reports.HTML, Reports.JUNIT, Reports.CSV))
                .allSatisfy(name -> assertThat(run.resolve(name)).isNotEmptyFile());
        assertThat(Json.read(run.resolve(Reports.JSON)).run().scenario())
                .isEqualTo("system_overload");
    }

    @Test
    void fileThatIsNoRunIsRefused() throws Exception {
        Path other = Files.writeString(directory.resolve("other.json"), "[]");

        window.model().archive().open(other);

        window.await("the notice", TIMEOUT, () -> !window.read(".toast.tone-bad .label").isEmpty());
        assertThat(window.read(".toast.tone-bad .label"))
                .singleElement()
                .asString()
                .contains("other.json", "not a saved run");
    }

    @Test
    void missingFileIsNamed() throws Exception {
        window.model().archive().open(directory.resolve("nowhere.json"));

        window.await("the notice", TIMEOUT, () -> !window.read(".toast.tone-bad .label").isEmpty());
        assertThat(window.read(".toast.tone-bad .label"))
                .singleElement()
                .asString()
                .startsWith("There is no file");
    }

    @Test
    void failedStartIsShownWithItsReason() throws Exception {
        window.press("#run-overload");

        window.await(
                "the failure", TIMEOUT, () -> window.model().link().get() instanceof Link.Broken);
        window.await("the reason", TIMEOUT, () -> headline().contains("none here"));
        assertThat(window.read("#link .link-detail")).containsExactly("failed");
    }

    @Test
    void everyViewHasAShortcut() {
        assertThat(Stream.of(3, 5, 6, 1, 2, 4, 7, 8).map(this::viewAfter))
                .containsExactly(
                        "CLIENTS",
                        "SCENARIOS",
                        "EVENTS",
                        "OVERVIEW",
                        "INSTANCES",
                        "OUTCOMES",
                        "GATEWAY",
                        "RUNS");
    }

    private String viewAfter(int digit) {
        window.type("Shortcut+" + digit);
        return Fx.get(() -> window.model().view().get().name());
    }

    private String headline() {
        return String.join(" ", window.read("#headline"));
    }

    private Path savedOverload() throws IOException {
        RunRecorder recorder = new RunRecorder();
        new Simulation(recorder, Instant.now()).overload().overloadDone();
        RunRecord record = recorder.result().orElseThrow();
        Reports.write(record, directory.resolve("saved"));
        return directory.resolve("saved");
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.findFirst().orElseThrow();
        }
    }
}
