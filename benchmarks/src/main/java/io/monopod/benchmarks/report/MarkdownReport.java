package io.monopod.benchmarks.report;

import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.Metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The results as a Markdown page: goals, tables, then configurations and versions.
final class MarkdownReport {
    private static final Map<String, String> TITLES =
            LoadCase.ALL.stream().collect(Collectors.toMap(LoadCase::name, LoadCase::title));

    private final Results results;
    private final List<String> lines = new ArrayList<>();

    private MarkdownReport(Results results) {
        this.results = results;
    }

    static void write(Run run, Path file) throws IOException {
        var page = new MarkdownReport(run.results());
        page.head(run);
        page.goals();
        run.results().cases().forEach(page::table);
        page.facts(run);
        Files.write(file, page.lines);
    }

    private void head(Run run) {
        say("# Benchmark results", "");
        say("Written by `./monopod bench` on %s.".formatted(run.started()), "");
        say(
                "Medians, and in brackets the lowest and the highest round; %.1f s a round, all proxies in turn in every round. CPU is user and system time of the proxy's processes."
                        .formatted(run.round().toMillis() / 1000.0),
                "");
    }

    private void goals() {
        say("## Goals", "", "| goal | reached | |", "|---|---|---|");
        for (var goal : Goals.ALL) {
            var reached = goal.reached(results);
            say(
                    "| %s | %s | %s |"
                            .formatted(
                                    goal.text(),
                                    reached.map(MarkdownReport::number).orElse("not measured"),
                                    reached.map(value -> goal.isMet(value) ? "met" : "**missed**")
                                            .orElse("")));
        }
        say(
                "",
                "Where a goal is missed, [docs/benchmarks.md](../docs/benchmarks.md#where-the-time-goes) shows why.",
                "");
    }

    private void table(String loadCase) {
        var metrics =
                Stream.of(Metric.values())
                        .filter(
                                metric ->
                                        results.proxies(loadCase).stream()
                                                .anyMatch(
                                                        proxy ->
                                                                results.rounds(
                                                                                loadCase, proxy,
                                                                                metric)
                                                                        .isPresent()))
                        .toList();
        say("## " + TITLES.getOrDefault(loadCase, loadCase), "");
        say("| | " + join(metrics.stream().map(Metric::key)) + " |");
        say("|---|" + "---|".repeat(metrics.size()));
        for (var proxy : results.proxies(loadCase)) {
            say(
                    "| %s | %s |"
                            .formatted(
                                    proxy,
                                    join(metrics.stream().map(m -> cell(loadCase, proxy, m)))));
        }
        say("");
    }

    private String cell(String loadCase, String proxy, Metric metric) {
        return results.rounds(loadCase, proxy, metric)
                .map(
                        rounds ->
                                "%s (%s-%s)"
                                        .formatted(
                                                number(rounds.median()),
                                                number(rounds.min()),
                                                number(rounds.max())))
                .orElse("");
    }

    private void facts(Run run) {
        say("## Machine and versions", "");
        run.machine().facts().forEach((name, value) -> say("- %s: %s".formatted(name, value)));
        say("", "## Configurations", "");
        run.configurations()
                .forEach((name, text) -> say("### " + name, "", "```", text.strip(), "```", ""));
    }

    private void say(String... more) {
        lines.addAll(List.of(more));
    }

    private static String join(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | "));
    }

    /// Three significant digits, which is a benchmark's precision.
    private static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
