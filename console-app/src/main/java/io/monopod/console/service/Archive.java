package io.monopod.console.service;

import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.report.Json;
import io.monopod.scenarios.report.Reports;
import io.monopod.scenarios.report.RunRecord;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Saves runs as files and opens them.
public final class Archive {
    public static final String PICTURE = "window.png";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private final Runs runs;
    private final Background background;
    private final UiThread ui;
    private final Notices notices;

    /// A snapshot of a window.
    @FunctionalInterface
    public interface Picture {
        /// Writes it as PNG; takes a while.
        void write(Path file) throws IOException;
    }

    public Archive(Runs runs, Background background, UiThread ui, Notices notices) {
        this.runs = runs;
        this.background = background;
        this.ui = ui;
        this.notices = notices;
    }

    /// Writes the newest ended run to a directory of its own: JSON, HTML, JUnit XML, CSV and the
    /// picture.
    ///
    /// @param parent where the directory is created
    public void export(Path parent, Picture picture) {
        Optional<RunRecord> record = runs.record();
        if (record.isEmpty()) {
            notices.tell(Tone.WARNING, Texts.text("archive.nothing"));
            return;
        }
        Path directory = parent.resolve(name(record.get()));
        write(
                directory,
                () -> {
                    Reports.write(record.get(), directory);
                    picture.write(directory.resolve(PICTURE));
                });
    }

    private static String name(RunRecord record) {
        return "monopod-" + record.run().scenario() + "-" + STAMP.format(record.run().startedAt());
    }

    /// Writes only the picture.
    public void save(Picture picture, Path file) {
        write(file, () -> picture.write(file));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void write(Path to, Writing writing) {
        background.start(
                "write " + to,
                () -> {
                    try {
                        writing.run();
                        notices.tell(Tone.GOOD, Texts.text("archive.written", to));
                    } catch (IOException e) {
                        notices.tell(Tone.BAD, Texts.text("archive.unwritten", to, said(e)));
                    }
                });
    }

    /// Shows an exported run: its `report.json`, or the directory that holds it.
    public void open(Path file) {
        background.start(
                "open " + file,
                () -> {
                    try {
                        RunRecord record =
                                Json.read(
                                        Files.isDirectory(file)
                                                ? file.resolve(Reports.JSON)
                                                : file);
                        ui.run(() -> runs.show(record, file));
                    } catch (FileNotFoundException e) {
                        notices.tell(Tone.BAD, Texts.text("archive.missing", file));
                    } catch (IOException e) {
                        notices.tell(Tone.BAD, Texts.text("archive.unread", file));
                    }
                });
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
