package io.monopod.contract;

/// An instance's identity, which clients see as `pod_name`. It names one process; the next process
/// at the same address gets another. 1 to 128 visible ASCII characters.
public record InstanceId(String value) {
    public static final int MAX_LENGTH = 128;

    /// @throws IllegalArgumentException if `value` does not have that form
    public InstanceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "instance id must be 1 to " + MAX_LENGTH + " visible ASCII characters");
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
