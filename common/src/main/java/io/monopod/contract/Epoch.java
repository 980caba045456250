package io.monopod.contract;

/// The number of a grant. It only rises: an instance refuses a grant, an end or a call with a lower
/// epoch than it has seen, so that a stale gateway does no harm (a fencing token, as in Kleppmann,
/// "How to do distributed locking", 2016).
public record Epoch(long value) implements Comparable<Epoch> {
    /// Lower than every grant: the epoch of a slot that no gateway has granted yet.
    public static final Epoch NONE = new Epoch(0);

    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("epoch must not be negative: " + value);
        }
    }

    public Epoch next() {
        return new Epoch(value + 1);
    }

    public boolean isAfter(Epoch other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
