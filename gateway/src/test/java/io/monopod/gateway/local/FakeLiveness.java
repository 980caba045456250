package io.monopod.gateway.local;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.call.GatewayPhase;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A liveness that tests set.
final class FakeLiveness implements Liveness {
    volatile GatewayPhase phase = GatewayPhase.SERVING;
    volatile boolean live;
    private volatile @Nullable Thread asker;

    /// The thread of the last query: with one watcher, the watcher's.
    Thread lastCaller() {
        return Objects.requireNonNull(asker);
    }

    @Override
    public GatewayPhase phase() {
        asker = Thread.currentThread();
        return phase;
    }

    @Override
    public boolean hasLiveInstance(ClusterName cluster) {
        return live && cluster.value().equals("myservice");
    }
}
