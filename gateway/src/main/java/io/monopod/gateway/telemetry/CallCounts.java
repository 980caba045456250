package io.monopod.gateway.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts how the calls of one route ended. Safe for use by many threads.
final class CallCounts implements CallObservation {
    private static final int CODES = 17;
    private static final int UNKNOWN = 2;

    /// @param reason the gateway's reason, or empty if an instance answered
    record Ending(int code, String reason) {}

    /// Answers of instances, by status code. They are the most frequent, so they need no map
    /// look-up.
    private final LongAdder[] answered = new LongAdder[CODES];

    private final Map<Ending, LongAdder> ended = new ConcurrentHashMap<>();

    CallCounts() {
        for (int code = 0; code < CODES; code++) {
            answered[code] = new LongAdder();
        }
    }

    @Override
    public void answered(int status) {
        answered[status < 0 || status >= CODES ? UNKNOWN : status].increment();
    }

    @Override
    public void ended(int code, String reason) {
        ended.computeIfAbsent(new Ending(code, reason), _ -> new LongAdder()).increment();
    }

    /// The counts above zero.
    Map<Ending, Long> sums() {
        var sums = new HashMap<Ending, Long>();
        for (int code = 0; code < CODES; code++) {
            long sum = answered[code].sum();
            if (sum > 0) {
                sums.put(new Ending(code, ""), sum);
            }
        }
        ended.forEach((ending, adder) -> sums.merge(ending, adder.sum(), Long::sum));
        return sums;
    }
}
