package io.monopod.datapath.downstream;

import io.monopod.datapath.config.Timeouts;
import io.monopod.datapath.http2.ServerEndpoint;

/// Since when a client should have acted: completed its handshake, and then made a call. Guarded by
/// the lock.
final class ClientTimeouts {
    private final ServerEndpoint<?> endpoint;
    private final Timeouts times;
    private final long openedAt;
    private long lastUsed;
    private boolean greeted;

    /// @param now on the clock of [System#nanoTime()]
    ClientTimeouts(ServerEndpoint<?> endpoint, Timeouts times, long now) {
        this.endpoint = endpoint;
        this.times = times;
        openedAt = now;
        lastUsed = now;
    }

    /// Whether the client exceeded the time for its handshake.
    boolean isOverdue(long now) {
        // Later SETTINGS are not part of the handshake.
        greeted |= endpoint.settingsReceived() && !endpoint.awaitsSettingsAck();
        return !greeted && now - openedAt > times.handshake().toNanos();
    }

    /// Whether the connection has been without calls for too long. Must be called often.
    boolean isIdle(long now) {
        if (endpoint.streamCount() > 0) {
            lastUsed = now;
        }
        return now - lastUsed > times.idle().toNanos();
    }
}
