package io.monopod.console.admin;

import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The counters of a gateway since it started.
///
/// @param calls how many calls ended, by code and by the gateway's reason
/// @param waits how long sessions were in line
/// @param grants how long instances took to bind their sessions
public record MetricsReport(Map<Ending, Long> calls, Buckets waits, Buckets grants) {
    public MetricsReport {
        calls = Map.copyOf(calls);
    }

    /// The counters of several gateways together.
    public static MetricsReport sum(Collection<MetricsReport> reports) {
        Map<Ending, Long> calls = new HashMap<>();
        reports.forEach(each -> each.calls.forEach((how, n) -> calls.merge(how, n, Long::sum)));
        return new MetricsReport(
                calls,
                Buckets.sum(reports.stream().map(MetricsReport::waits)),
                Buckets.sum(reports.stream().map(MetricsReport::grants)));
    }

    /// How a call ended.
    ///
    /// @param reason empty for an instance's own answer
    public record Ending(Code code, String reason) {}

    /// A histogram of Prometheus.
    ///
    /// @param upTo how many were at most so long; the bounds in seconds, ascending
    public record Buckets(NavigableMap<Double, Long> upTo) {
        public static final Buckets NONE = new Buckets(new TreeMap<>());

        /// All have the same bounds.
        private static Buckets sum(Stream<Buckets> all) {
            NavigableMap<Double, Long> sum = new TreeMap<>();
            all.forEach(each -> each.upTo.forEach((bound, n) -> sum.merge(bound, n, Long::sum)));
            return new Buckets(sum);
        }

        public long count() {
            return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
        }

        /// The bound of the bucket with this share of all.
        ///
        /// @return null if nothing was counted, or the bucket has no bound
        public @Nullable Duration percentile(double share) {
            long wanted = Math.max(1, (long) Math.ceil(share * count()));
            return upTo.entrySet().stream()
                    .filter(bucket -> count() > 0 && bucket.getValue() >= wanted)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .filter(bound -> !bound.isInfinite())
                    .map(bound -> Duration.ofNanos((long) (bound * 1e9)))
                    .orElse(null);
        }
    }
}
