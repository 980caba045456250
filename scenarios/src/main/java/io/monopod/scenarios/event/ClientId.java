package io.monopod.scenarios.event;

/// A client of a run, counted from 1.
public record ClientId(int number) implements Comparable<ClientId> {
    public ClientId {
        if (number < 1) {
            throw new IllegalArgumentException("client number must be at least 1: " + number);
        }
    }

    @Override
    public int compareTo(ClientId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "client-" + number;
    }
}
