package io.monopod.datapath.http2;

/// The size of the receive window of each stream (SETTINGS_INITIAL_WINDOW_SIZE). It is lowered
/// while too much DATA waits, which may make the windows of open streams negative (RFC 9113,
/// section 6.9.2). Guarded by the endpoint's lock.
final class WindowSize {
    /// Bytes, enough for a small call.
    static final int LOW = 4096;

    private enum State {
        FULL,
        /// The peer has not acknowledged the lower size.
        LOWERING,
        LOWERED
    }

    private final int full;
    private State state = State.FULL;

    WindowSize(int full) {
        this.full = full;
    }

    /// The size that was announced to the peer.
    int offered() {
        return state == State.FULL ? full : LOW;
    }

    /// The size that is enforced.
    int allowed() {
        return state == State.LOWERED ? LOW : full;
    }

    boolean isFull() {
        return state == State.FULL;
    }

    boolean isLowering() {
        return state == State.LOWERING;
    }

    boolean isLowered() {
        return state == State.LOWERED;
    }

    void lower() {
        state = State.LOWERING;
    }

    void acknowledged() {
        state = State.LOWERED;
    }

    void raise() {
        state = State.FULL;
    }
}
