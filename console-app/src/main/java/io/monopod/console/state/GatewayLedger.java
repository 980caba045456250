package io.monopod.console.state;

import io.monopod.console.admin.MetricsReport;
import io.monopod.console.admin.MetricsReport.Buckets;
import io.monopod.console.admin.MetricsReport.Ending;
import io.monopod.console.admin.SessionReport;
import io.monopod.console.snapshot.GatewayFigures;
import io.monopod.console.snapshot.Latency;
import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.snapshot.Outcomes.Range;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the gateway reports of all of its users, and its history since the console was connected.
/// Guarded by the lock of [LiveModel].
final class GatewayLedger {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LATELY = Duration.ofSeconds(5);

    private final Timeline timeline = new Timeline();

    /// Of the last minute, oldest first.
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private final Map<Code, Integer> totals = new EnumMap<>(Code.class);
    private List<SessionReport> sessions = List.of();
    private @Nullable Instant start;

    private record Sample(Instant at, MetricsReport report) {
        long count(Ending ending) {
            return report.calls().getOrDefault(ending, 0L);
        }

        long all() {
            return report.calls().values().stream().mapToLong(Long::longValue).sum();
        }

        long refused() {
            return report.calls().entrySet().stream()
                    .filter(entry -> !entry.getKey().reason().isEmpty())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    void sessions(List<SessionReport> reports) {
        sessions = reports.stream().sorted(Comparator.comparing(SessionReport::since)).toList();
    }

    /// The counters; they only rise, unless the gateway was started again.
    void metrics(MetricsReport report, Instant now) {
        Sample before = samples.peekLast();
        Sample sample = new Sample(now, report);
        if (before == null) {
            start = start == null ? now : start;
        } else if (sample.all() < before.all()) {
            samples.clear();
        } else {
            report.calls().forEach((how, count) -> add(how, count - before.count(how), now));
        }
        samples.addLast(sample);
        while (samples.getFirst().at().plus(MINUTE).isBefore(now)) {
            samples.removeFirst();
        }
    }

    private void add(Ending how, long more, Instant now) {
        if (more > 0) {
            timeline.calls(now, how.code(), (int) more);
            totals.merge(how.code(), (int) more, Integer::sum);
        }
    }

    /// The gateway does not answer: its present is unknown, its past is not.
    void silent() {
        sessions = List.of();
        samples.clear();
    }

    void clear() {
        silent();
        timeline.clear();
        totals.clear();
        start = null;
    }

    GatewayFigures view(Range range, Instant now) {
        Sample last = samples.peekLast();
        if (last == null) {
            return start == null
                    ? GatewayFigures.NONE
                    : new GatewayFigures(
                            false,
                            sessions,
                            0,
                            0,
                            List.of(),
                            Latency.NONE,
                            Latency.NONE,
                            history(range, now));
        }
        Sample past =
                samples.stream()
                        .filter(each -> !each.at().isBefore(last.at().minus(LATELY)))
                        .findFirst()
                        .orElse(last);
        double seconds = Math.max(1, Duration.between(past.at(), last.at()).toMillis() / 1e3);
        return new GatewayFigures(
                true,
                sessions,
                (last.all() - past.all()) / seconds,
                (last.refused() - past.refused()) / seconds,
                refusals(last),
                latency(last.report().waits()),
                latency(last.report().grants()),
                history(range, now));
    }

    private List<GatewayFigures.Refusals> refusals(Sample last) {
        Sample first = samples.getFirst();
        return last.report().calls().keySet().stream()
                .filter(how -> !how.reason().isEmpty())
                .map(
                        how ->
                                new GatewayFigures.Refusals(
                                        how.code(),
                                        how.reason(),
                                        last.count(how),
                                        last.count(how) - first.count(how)))
                .filter(each -> each.total() > 0)
                .sorted(
                        Comparator.comparingLong(GatewayFigures.Refusals::total)
                                .reversed()
                                .thenComparing(GatewayFigures.Refusals::reason))
                .toList();
    }

    private static Latency latency(Buckets buckets) {
        return new Latency(
                buckets.percentile(0.5), buckets.percentile(0.99), (int) buckets.count());
    }

    private Outcomes history(Range range, Instant now) {
        Instant from = start == null ? now : start;
        Duration length = range.length();
        Duration width =
                length == null ? Timeline.width(from, now) : length.dividedBy(Timeline.BARS);
        return new Outcomes(
                totals, List.of(), Map.of(), Latency.NONE, timeline.bars(now, width), width, now);
    }
}
