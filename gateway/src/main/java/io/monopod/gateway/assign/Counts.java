package io.monopod.gateway.assign;

/// Number of instances in each state.
public record Counts(int free, int reserved, int bound, int draining, int quarantined) {
    public int registered() {
        return free + reserved + bound + draining + quarantined;
    }

    /// How many instances an autoscaler should run: those that take no new session because of the
    /// one they have or because they drain, one for each waiting session, and the spare ones. Those
    /// in quarantine come back or are replaced in a moment, so they count as spare.
    ///
    /// @param waiting sessions that wait for an instance
    /// @param spare instances to keep free
    public int wanted(int waiting, int spare) {
        return reserved + bound + draining + waiting + spare;
    }
}
