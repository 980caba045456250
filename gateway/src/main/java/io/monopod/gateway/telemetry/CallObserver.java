package io.monopod.gateway.telemetry;

import io.monopod.gateway.http2.HeaderList;

import java.util.Set;

/// Hears of every call. Called on the data path's threads: does not block.
public interface CallObserver {
    /// A call has come, and nothing is decided about it yet.
    CallObservation begun(HeaderList head);

    /// As [io.monopod.gateway.call.CallHandler#replaced].
    default Set<String> replaced() {
        return Set.of();
    }
}
