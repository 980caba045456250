package io.monopod.vouch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Encodes any text as a header value: UTF-8, with every byte except visible ASCII, and the percent
/// sign itself, as "%" and two hexadecimal digits (RFC 3986, section 2.1).
public final class HeaderText {
    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    public static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each > 0x20 && each < 0x7f && each != '%') {
                encoded.append((char) each);
            } else {
                encoded.append('%')
                        .append(HEX.charAt((each >> 4) & 0xf))
                        .append(HEX.charAt(each & 0xf));
            }
        }
        return encoded.toString();
    }

    /// @throws IllegalArgumentException if a percent sign is not followed by two digits
    public static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        var decoded = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '%') {
                decoded.write(byteAt(value, i + 1));
                i += 2;
            } else {
                decoded.write(value.charAt(i));
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int byteAt(String value, int at) {
        if (at + 2 > value.length()) {
            throw new IllegalArgumentException("an escape is cut off");
        }
        int high = Character.digit(value.charAt(at), 16);
        int low = Character.digit(value.charAt(at + 1), 16);
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("an escape has no two hexadecimal digits");
        }
        return high << 4 | low;
    }
}
