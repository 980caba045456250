package io.monopod.gateway.local;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.call.Phase;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What a test says about the gateway.
final class FakeLiveness implements Liveness {
    volatile Phase phase = Phase.SERVING;
    volatile boolean live;
    private volatile @Nullable Thread asker;

    /// The thread that asked last: with one watcher, the watcher's.
    Thread lastAsker() {
        return Objects.requireNonNull(asker);
    }

    @Override
    public Phase phase() {
        asker = Thread.currentThread();
        return phase;
    }

    @Override
    public boolean hasLiveInstance(ClusterName cluster) {
        return live && cluster.value().equals("myservice");
    }
}
