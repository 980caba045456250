package io.monopod.gateway.store;

/// The store does not answer, or cannot write now. It may be back at any time.
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message) {
        super(message);
    }

    /// @param message what was tried, and what came of it at which member
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
