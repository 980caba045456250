package io.monopod.contract;

/// A session's name, chosen by the client: 1 to 256 visible ASCII characters, so that metadata
/// (gRPC over HTTP/2, "ASCII-Value"), status messages and log lines can carry it unescaped.
public record SessionId(String value) {
    public static final int MAX_LENGTH = 256;

    /// @throws IllegalArgumentException with a message for the caller that omits the value
    public SessionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "session id must be 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    public static boolean isValid(String value) {
        return value.length() <= MAX_LENGTH && Ascii.isVisible(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
