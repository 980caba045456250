package io.monopod.scenarios.terminal;

import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.report.Pace;
import io.monopod.scenarios.report.RunRecord;

import java.time.Duration;
import java.util.List;

/// Several runs, one line each.
public final class Summary {
    private Summary() {}

    public static void print(List<RunRecord> records, Terminal terminal) {
        terminal.line("");
        terminal.line(terminal.paint(Terminal.Colour.STRONG, "Summary"));
        records.forEach(record -> terminal.line(line(record, terminal)));
        Duration took = records.stream().map(RunRecord::took).reduce(Duration.ZERO, Duration::plus);
        terminal.line(
                "  %d of %d scenarios passed%s (%s)"
                        .formatted(
                                count(records, Verdict.PASSED),
                                records.size(),
                                skipped(count(records, Verdict.SKIPPED)),
                                Pace.of(took)));
    }

    private static String line(RunRecord record, Terminal terminal) {
        return "  %s  %-32s %3d of %3d validations  %8s  %s"
                .formatted(
                        terminal.paint(
                                Terminal.Colour.of(record.verdict()),
                                "%-7s".formatted(record.verdict())),
                        record.run().scenario(),
                        Validation.Result.PASSED.count(record.validations()),
                        record.validations().size(),
                        Pace.of(record.took()),
                        Visible.text(record.reason()))
                .stripTrailing();
    }

    private static String skipped(long count) {
        return count == 0 ? "" : ", " + count + " skipped";
    }

    private static long count(List<RunRecord> records, Verdict verdict) {
        return records.stream().filter(record -> record.verdict() == verdict).count();
    }
}
