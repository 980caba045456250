package io.monopod.contract;

final class Ascii {
    private Ascii() {}

    /// Whether `value` is made of visible ASCII characters (RFC 5234 VCHAR) and is not empty.
    static boolean isVisible(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
