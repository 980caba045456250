package io.monopod.gateway.telemetry;

import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.http2.header.HeaderList;

import java.util.concurrent.atomic.AtomicBoolean;

/// Passes on the first end of a call only. A second one follows if the client cancels while a
/// decision about its call is made.
final class EndOnce implements CallObservation {
    private final CallObservation observation;
    private final AtomicBoolean over = new AtomicBoolean();

    EndOnce(CallObservation observation) {
        this.observation = observation;
    }

    @Override
    public void forwarded(Upstream upstream) {
        observation.forwarded(upstream);
    }

    @Override
    public HeaderList added() {
        return observation.added();
    }

    @Override
    public void answered(int status) {
        if (over.compareAndSet(false, true)) {
            observation.answered(status);
        }
    }

    @Override
    public void ended(int code, String reason) {
        if (over.compareAndSet(false, true)) {
            observation.ended(code, reason);
        }
    }
}
