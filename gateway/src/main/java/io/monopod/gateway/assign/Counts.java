package io.monopod.gateway.assign;

/// Number of instances in each state.
public record Counts(int free, int reserved, int bound, int draining, int quarantined) {
    public int registered() {
        return free + reserved + bound + draining + quarantined;
    }
}
