package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ServerEndpoint;

/// Since when a client has been expected to do something: to end its handshake, and then to make a
/// call. Guarded by the lock.
final class ClientUse {
    private final ServerEndpoint<?> endpoint;
    private final DataPathConfig.Times times;
    private final long openedAt;
    private long lastUsed;

    /// @param now on the clock of [System#nanoTime()]
    ClientUse(ServerEndpoint<?> endpoint, DataPathConfig.Times times, long now) {
        this.endpoint = endpoint;
        this.times = times;
        openedAt = now;
        lastUsed = now;
    }

    /// Whether the client has not shaken hands in time.
    boolean isOverdue(long now) {
        boolean done = endpoint.settingsReceived() && !endpoint.awaitsSettingsAck();
        return !done && now - openedAt > times.handshake().toNanos();
    }

    /// Whether the connection has been without calls for too long. To be asked often.
    boolean isIdle(long now) {
        if (endpoint.streamCount() > 0) {
            lastUsed = now;
        }
        return now - lastUsed > times.idle().toNanos();
    }
}
