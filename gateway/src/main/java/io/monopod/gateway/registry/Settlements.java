package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets calls wait for an instance that is being bound or ended by another call, or is about to be
/// lost.
final class Settlements implements SessionListener {
    private final SessionTable table;
    private final ConcurrentHashMap<InstanceId, CountDownLatch> changes = new ConcurrentHashMap<>();

    Settlements(SessionTable table) {
        this.table = table;
    }

    /// Returns when it is settled, or earlier: the caller asks the table again.
    void await(Decision.Unsettled unsettled) throws InterruptedException {
        var instance = unsettled.instance();
        var change = changes.computeIfAbsent(instance, _ -> new CountDownLatch(1));
        // Asked after the latch is in place, so that the change cannot come in between unseen.
        if (table.isUnsettled(unsettled)) {
            change.await();
        } else {
            wake(instance);
        }
    }

    /// @return false if the instance is still registered after `limit`
    boolean awaitLoss(InstanceId instance, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            var change = changes.computeIfAbsent(instance, _ -> new CountDownLatch(1));
            if (!table.isRegistered(instance)) {
                wake(instance);
                return true;
            }
            long left = limit.toNanos() - (System.nanoTime() - start);
            if (!change.await(left, TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        if (event instanceof SessionEvent.OfInstance change) {
            wake(change.instance().id());
        }
    }

    private void wake(InstanceId instance) {
        var change = changes.remove(instance);
        if (change != null) {
            change.countDown();
        }
    }
}
