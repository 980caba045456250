package io.monopod.contract;

/// A session's name, chosen by the client: 1 to 256 visible ASCII characters, so that it can stand
/// in metadata (gRPC over HTTP/2, "ASCII-Value"), in a status text and in a log line as it is.
public record SessionId(String value) {
    public static final int MAX_LENGTH = 256;

    /// @throws IllegalArgumentException with a message fit for the caller, which does not repeat
    ///   the value
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
