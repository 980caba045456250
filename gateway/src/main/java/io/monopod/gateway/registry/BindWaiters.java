package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Blocks calls while another call binds or ends their instance, or until an instance is lost.
final class BindWaiters implements SessionListener {
    private final SessionTable table;
    private final ConcurrentHashMap<InstanceId, CountDownLatch> changes = new ConcurrentHashMap<>();

    BindWaiters(SessionTable table) {
        this.table = table;
    }

    /// Returns when the bind or end is settled, or earlier: the caller asks the table again.
    void await(Assignment.Unsettled unsettled) throws InterruptedException {
        var instance = unsettled.instance();
        var change = changes.computeIfAbsent(instance, _ -> new CountDownLatch(1));
        // Checked after the latch is in place, so that no change is missed.
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
            if (table.registered(instance) == null) {
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
