package io.monopod.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class ScaleInTest {
    private static final int STEPS = 10_000;
    private static final int MAX_PODS = 12;

    /// How often the script looks for readiness before it gives up.
    private static final int LOOKS = 60;

    @Test
    void noSessionEndsByScalingIn() {
        var cluster = new ScaledCluster(1);
        var random = new Random(2);
        int removed = 0;
        int removedBesideSessions = 0;
        for (int step = 0; step < STEPS; step++) {
            int target = random.nextBoolean() ? cluster.wanted() : 1 + random.nextInt(MAX_PODS);
            cluster.scaleOut(Math.min(target, MAX_PODS));
            cluster.pass();
            boolean besideSessions = cluster.idle().size() < cluster.size();
            var gone = scaleIn(cluster, target);
            assertThat(gone).as("step " + step).noneMatch(ScaledPod::hasSession);
            removed += gone.size();
            removedBesideSessions += besideSessions ? gone.size() : 0;
        }
        // Not because nothing happened.
        assertThat(removed).isGreaterThan(STEPS / 4);
        assertThat(removedBesideSessions).isGreaterThan(STEPS / 10);
    }

    /// Without the drain a session comes in between: the simulation can tell.
    @Test
    void costsAloneWouldEndSessions() {
        var cluster = new ScaledCluster(1);
        var random = new Random(2);
        int ended = 0;
        for (int step = 0; step < STEPS; step++) {
            int target = 1 + random.nextInt(MAX_PODS);
            cluster.scaleOut(target);
            cluster.pass();
            cluster.cheapen(cluster.idle());
            cluster.pass();
            ended += (int) cluster.scaleTo(target).stream().filter(ScaledPod::hasSession).count();
        }
        assertThat(ended).isPositive();
    }

    /// The steps of `deploy/kubernetes/scale-in`, and what may happen between them.
    private static List<ScaledPod> scaleIn(ScaledCluster cluster, int replicas) {
        int count = cluster.size();
        int excess = count - replicas;
        if (excess <= 0) {
            return List.of();
        }
        var chosen = cluster.idle().stream().limit(excess).toList();
        cluster.pass();
        for (var pod : chosen) {
            cluster.drain(pod);
            cluster.pass();
        }
        var removed =
                cluster.idle().stream()
                        .filter(pod -> chosen.contains(pod) && cluster.isDrained(pod))
                        .toList();
        cluster.pass();
        for (int look = 0; look < LOOKS && !cluster.allReady(); look++) {
            cluster.pass();
        }
        if (removed.isEmpty() || !cluster.allReady()) {
            return List.of();
        }
        cluster.cheapen(removed);
        cluster.pass();
        return cluster.scaleTo(count - removed.size());
    }
}
