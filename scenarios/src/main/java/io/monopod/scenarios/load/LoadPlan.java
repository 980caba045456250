package io.monopod.scenarios.load;

/// A group of clients with the same behaviour.
public record LoadPlan(int clients, Arrival arrival, Behaviour behaviour) {
    public LoadPlan {
        if (clients < 1) {
            throw new IllegalArgumentException("clients must be at least 1: " + clients);
        }
    }
}
