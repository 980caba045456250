package io.monopod.gateway.registry;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.control.InstanceControl;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Instances that obey every request at once and record it.
public class ObedientInstances implements InstanceControl {
    /// The bound sessions, by epoch.
    public final Map<Epoch, SessionId> bound = new ConcurrentHashMap<>();

    /// The ended sessions, in order.
    public final BlockingQueue<SessionId> ended = new LinkedBlockingQueue<>();

    private final AtomicLong revision = new AtomicLong(1);
    private final AtomicInteger silences = new AtomicInteger();
    private volatile Consumer<Instance> whenReached = _ -> {};
    private volatile String gone = "";

    /// From now on no process listens at the instance's address.
    public void isGone(String instance) {
        gone = instance;
    }

    /// This many of the next connection attempts fail.
    public void areSilent(int times) {
        silences.set(times);
    }

    /// Runs at each connection attempt.
    public void whenReached(Consumer<Instance> listener) {
        whenReached = listener;
    }

    @Override
    public Reply bind(Grant grant) {
        bound.put(grant.epoch(), grant.session());
        return new Reply.Answered(
                new SlotReport.Held(
                        grant.session(), grant.owner(), grant.epoch(), revision.incrementAndGet()));
    }

    @Override
    public Reply end(Hold hold, EndReason reason) {
        ended.add(hold.session());
        return new Reply.Answered(new SlotReport.Free(hold.epoch(), revision.incrementAndGet()));
    }

    @Override
    public boolean isThere(Instance instance) {
        return true;
    }

    @Override
    public Reach reach(Instance instance) {
        whenReached.accept(instance);
        if (silences.getAndDecrement() > 0) {
            return Reach.SILENT;
        }
        return instance.id().value().equals(gone) ? Reach.REFUSED : Reach.CONNECTED;
    }

    @Override
    public void prepare(Instance instance) {}

    @Override
    public void forget(Instance instance) {}

    @Override
    public void close() {}
}
