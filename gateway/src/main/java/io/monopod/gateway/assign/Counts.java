package io.monopod.gateway.assign;

/// Instances by state.
public record Counts(int free, int reserved, int bound, int draining, int quarantined) {
    public int registered() {
        return free + reserved + bound + draining + quarantined;
    }
}
