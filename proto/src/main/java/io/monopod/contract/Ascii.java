package io.monopod.contract;

final class Ascii {
    private Ascii() {}

    /// Whether `value` is made of visible ASCII characters (RFC 5234 VCHAR) and is not empty.
    static boolean isVisible(String value) {
        // A loop, for every call asks this: a stream takes ten times as long.
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x20 || c >= 0x7f) {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
