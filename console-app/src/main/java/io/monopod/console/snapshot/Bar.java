package io.monopod.console.snapshot;

import io.monopod.scenarios.event.Code;

import java.util.Map;

/// The outcomes of one interval.
///
/// @param calls how many calls ended with each code; codes without calls are left out
public record Bar(Map<Code, Integer> calls, Latency assign) {
    public static final Bar EMPTY = new Bar(Map.of(), Latency.NONE);

    public Bar {
        calls = Map.copyOf(calls);
    }

    public int total() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }
}
