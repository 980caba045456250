package io.monopod.scenarios.event;

/// A call of a run, counted from 1 in starting order.
public record CallId(long number) implements Comparable<CallId> {
    @Override
    public int compareTo(CallId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "call-" + number;
    }
}
