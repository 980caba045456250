package io.monopod.gateway.shared;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.store.Deposed;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreUnavailable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Writes each grant into the store before its instance is asked to bind it. A gateway that leads
/// no longer fails there, so it binds nothing.
record ClaimedBinds(InstanceControl control, Store store, long term) implements InstanceControl {
    private static final Logger LOG = System.getLogger(ClaimedBinds.class.getName());

    /// An etcd cluster elects a leader of its own in one to two seconds.
    private static final Duration WRITE = Duration.ofSeconds(3);

    @Override
    public Reply bind(Grant grant) throws InterruptedException {
        try {
            store.claim(term, Claims.of(grant), WRITE);
        } catch (Deposed | StoreUnavailable e) {
            LOG.log(
                    Level.INFO,
                    "grant is not claimed session={0} epoch={1} reason={2}",
                    grant.session(),
                    grant.epoch(),
                    e.getMessage());
            return new Reply.NotClaimed();
        }
        return control.bind(grant);
    }

    @Override
    public Reply end(Hold hold, EndReason reason) throws InterruptedException {
        return control.end(hold, reason);
    }

    @Override
    public boolean isThere(Instance instance) {
        return control.isThere(instance);
    }

    @Override
    public Reach reach(Instance instance) {
        return control.reach(instance);
    }

    @Override
    public void prepare(Instance instance) {
        control.prepare(instance);
    }

    @Override
    public void forget(Instance instance) {
        control.forget(instance);
    }

    @Override
    public void close() {
        control.close();
    }
}
