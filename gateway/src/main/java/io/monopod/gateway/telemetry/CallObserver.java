package io.monopod.gateway.telemetry;

import io.monopod.datapath.http2.header.HeaderList;

import java.util.Set;

/// Observes every call, on the data path's threads. Must not block.
public interface CallObserver {
    /// A call has arrived; nothing is decided yet.
    CallObservation begun(HeaderList head);

    /// See [io.monopod.datapath.call.CallHandler#replaced].
    default Set<String> replaced() {
        return Set.of();
    }
}
