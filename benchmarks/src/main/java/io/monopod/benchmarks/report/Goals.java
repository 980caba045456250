package io.monopod.benchmarks.report;

import static io.monopod.benchmarks.load.Metric.CPU;
import static io.monopod.benchmarks.load.Metric.P50;
import static io.monopod.benchmarks.load.Metric.P99;
import static io.monopod.benchmarks.load.Metric.RATE;
import static io.monopod.benchmarks.load.Metric.RESIDENT_PER_CONNECTION;

import io.monopod.benchmarks.assign.AssignTime;
import io.monopod.benchmarks.claims.ClaimsRound;
import io.monopod.benchmarks.deadline.DeadlineRound;
import io.monopod.benchmarks.idle.FirstCallRound;
import io.monopod.benchmarks.idle.IdleRound;
import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.Proxy;
import io.monopod.benchmarks.report.Goal.Bound;
import io.monopod.benchmarks.report.Goal.Figure;

import java.util.List;
import java.util.Optional;

/// The performance goals of the gateway.
final class Goals {
    static final List<Goal> ALL =
            List.of(
                    atLeast(2, LoadCase.ECHO_8X32, RATE, Proxy.HAPROXY),
                    atMost(0.25, LoadCase.ECHO_8X32, CPU, Proxy.HAPROXY),
                    atLeast(1.3, LoadCase.ECHO_8X2, RATE, Proxy.HAPROXY),
                    atMost(0.5, LoadCase.ECHO_8X2, CPU, Proxy.HAPROXY),
                    atMost(1, LoadCase.ECHO_1X1, P50, Proxy.HAPROXY),
                    atMost(1.2, LoadCase.ECHO_1X1, CPU, Proxy.HAPROXY),
                    atMost(1.3, LoadCase.ECHO_1X1, P50, Proxy.RAW),
                    atLeast(0.85, LoadCase.ECHO_8X32, RATE, Proxy.RAW),
                    atMost(2.5, LoadCase.ECHO_8X32, CPU, Proxy.RAW),
                    atLeast(1.5, LoadCase.STREAM_8X4, RATE, Proxy.HAPROXY),
                    new Goal(
                            "Refusing, 8 x 32: requests/s at least 2 x those of forwarding",
                            gateway(LoadCase.REFUSED_8X32.name(), RATE),
                            Optional.of(gateway(LoadCase.ECHO_8X32.name(), RATE)),
                            Bound.AT_LEAST,
                            2),
                    new Goal(
                            "10,000 idle connections with a session each: KiB resident per"
                                    + " connection at most 40",
                            gateway(IdleRound.CASE, RESIDENT_PER_CONNECTION),
                            Optional.empty(),
                            Bound.AT_MOST,
                            40),
                    new Goal(
                            "Assign among 10,000 instances: p99 at most 50 µs",
                            gateway(AssignTime.CASE, P99),
                            Optional.empty(),
                            Bound.AT_MOST,
                            50),
                    new Goal(
                            "Claims written to three etcd members: at least 3,000 a second",
                            gateway(ClaimsRound.CASE, RATE),
                            Optional.empty(),
                            Bound.AT_LEAST,
                            3_000),
                    new Goal(
                            "Start of a gateway that loads 100,000 claims: at most 2,000 ms",
                            gateway(ClaimsRound.CASE, Metric.START),
                            Optional.empty(),
                            Bound.AT_MOST,
                            2_000),
                    new Goal(
                            "Heap for 100,000 claims: at most 40 MiB",
                            gateway(ClaimsRound.CASE, Metric.HEAP),
                            Optional.empty(),
                            Bound.AT_MOST,
                            40),
                    new Goal(
                            "First call of a session at 200 a second, three etcd members: p99 at most"
                                    + " 50,000 µs",
                            new Figure(FirstCallRound.CASE, Proxy.SHARED, P99),
                            Optional.empty(),
                            Bound.AT_MOST,
                            50_000),
                    new Goal(
                            "Calls of a session with a store: CPU per request at most 1.03 x that"
                                    + " without",
                            new Figure(LoadCase.ECHO_8X32.name(), Proxy.SHARED, CPU),
                            Optional.of(gateway(LoadCase.ECHO_8X32.name(), CPU)),
                            Bound.AT_MOST,
                            1.03),
                    late("its client's DEADLINE_EXCEEDED", Metric.P99),
                    late("its instance's reset", Metric.RESET_P99));

    private Goals() {}

    private static Goal late(String what, Metric metric) {
        return new Goal(
                "A call that is over its time: p99 of " + what + " at most 20,000 µs after it",
                gateway(DeadlineRound.CASE, metric),
                Optional.empty(),
                Bound.AT_MOST,
                20_000);
    }

    private static Goal atLeast(double factor, LoadCase load, Metric metric, String than) {
        return against(Bound.AT_LEAST, "at least", factor, load, metric, than);
    }

    private static Goal atMost(double factor, LoadCase load, Metric metric, String than) {
        return against(Bound.AT_MOST, "at most", factor, load, metric, than);
    }

    private static Goal against(
            Bound bound, String words, double factor, LoadCase load, Metric metric, String than) {
        return new Goal(
                "%s: %s %s %s x %s".formatted(load.title(), metric.key(), words, factor, than),
                gateway(load.name(), metric),
                Optional.of(new Figure(load.name(), than, metric)),
                bound,
                factor);
    }

    private static Figure gateway(String loadCase, Metric metric) {
        return new Figure(loadCase, Proxy.GATEWAY, metric);
    }
}
