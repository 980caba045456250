package io.monopod.console.live;

import io.monopod.scenarios.event.Code;

import java.util.Map;

/// What happened in one stretch of time.
///
/// @param calls how many calls ended with each code; codes that none ended with are left out
public record Bar(Map<Code, Integer> calls, Latency assign) {
    static final Bar EMPTY = new Bar(Map.of(), Latency.NONE);

    public Bar {
        calls = Map.copyOf(calls);
    }

    public int total() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }
}
