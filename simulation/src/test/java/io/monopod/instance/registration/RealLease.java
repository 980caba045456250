package io.monopod.instance.registration;

import io.monopod.instance.lease.Lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Gives the simulator access to an instance's lease.
public final class RealLease {
    private final Lease lease;

    public RealLease(LongSupplier nanoClock) {
        lease = new Lease(nanoClock);
    }

    public long now() {
        return lease.now();
    }

    public void begin(Duration granted, long sent) {
        limit(granted, sent);
        renew(sent);
    }

    public void limit(Duration granted, long sent) {
        lease.limit(granted, sent);
    }

    public void renew(long sent) {
        lease.renew(sent);
    }

    public boolean isGood() {
        return lease.isGood();
    }
}
