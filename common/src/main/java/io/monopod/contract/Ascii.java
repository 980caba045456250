package io.monopod.contract;

final class Ascii {
    private Ascii() {}

    /// Whether `value` is non-empty and has only visible ASCII characters (RFC 5234 VCHAR).
    static boolean isVisible(String value) {
        // A loop, because every call runs this: a stream takes ten times as long.
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x20 || c >= 0x7f) {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
