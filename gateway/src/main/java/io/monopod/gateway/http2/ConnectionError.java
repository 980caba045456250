package io.monopod.gateway.http2;

/// The peer broke a rule that the connection cannot survive (RFC 9113, section 5.4.1). It has no
/// stack trace: it tells of the peer, not of our code.
public final class ConnectionError extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ConnectionError(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
