package io.monopod.datapath.http2.frame;

/// A connection error (RFC 9113, section 5.4.1). It has no stack trace, because the fault is the
/// peer's, not our code's.
public final class ConnectionError extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ConnectionError(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public static ConnectionError protocol(String message) {
        return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
    }

    public ErrorCode code() {
        return code;
    }
}
