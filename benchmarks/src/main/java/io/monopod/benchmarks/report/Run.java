package io.monopod.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A finished run, with everything needed to judge it.
///
/// @param round the duration of a round
/// @param configurations by proxy
public record Run(
        Instant started,
        Duration round,
        Machine machine,
        Map<String, String> configurations,
        Results results) {
    public void writeJson(Path file) throws IOException {
        JsonReport.write(this, file);
    }

    public void writeMarkdown(Path file) throws IOException {
        MarkdownReport.write(this, file);
    }

    /// How many measured goals were met, for the last line on the terminal.
    public String verdict() {
        var measured =
                Goals.ALL.stream().filter(goal -> goal.reached(results).isPresent()).toList();
        var met =
                measured.stream()
                        .filter(goal -> goal.reached(results).filter(goal::isMet).isPresent())
                        .count();
        return met + " of " + measured.size() + " measured goals met";
    }
}
