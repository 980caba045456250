package io.monopod.instance.registration;

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
        lease.begin(granted, sent);
    }

    public void renew(long sent) {
        lease.renew(sent);
    }

    public boolean isGood() {
        return lease.isGood();
    }
}
