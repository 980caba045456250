package io.monopod.scenarios.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The report files of a run.
public final class Reports {
    public static final String JSON = "report.json";
    public static final String HTML = "report.html";
    public static final String JUNIT = "junit.xml";
    public static final String CSV = "calls.csv";

    private Reports() {}

    /// Writes all four files of one run; creates the directory if needed.
    public static void write(RunRecord run, Path directory) throws IOException {
        Files.createDirectories(directory);
        Json.write(run, directory.resolve(JSON));
        JUnitXml.write(List.of(run), directory.resolve(JUNIT));
        CallsCsv.write(List.of(run), directory.resolve(CSV));
        HtmlReport.write(run, directory.resolve(HTML));
    }

    /// Writes several runs: each in a directory named after its scenario, and a joint `junit.xml`
    /// and `calls.csv`.
    public static void writeAll(List<RunRecord> runs, Path directory) throws IOException {
        for (RunRecord run : runs) {
            write(run, directory.resolve(run.run().scenario()));
        }
        JUnitXml.write(runs, directory.resolve(JUNIT));
        CallsCsv.write(runs, directory.resolve(CSV));
    }
}
