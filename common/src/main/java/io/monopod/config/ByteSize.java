package io.monopod.config;

import java.util.regex.Pattern;

/// A number of bytes, written `65536`, `64KiB`, `1MiB` or `1GiB`. Not negative.
public record ByteSize(long bytes) {
    static final String ALLOWED = "a number of bytes like 65536, 64KiB, 1MiB or 1GiB";

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(|KiB|MiB|GiB)");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException(ALLOWED);
        }
    }

    /// @throws IllegalArgumentException if `text` is not such a number
    public static ByteSize parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(ALLOWED);
        }
        int shift =
                switch (parts.group(2)) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    default -> 0;
                };
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << shift));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
    }

    /// The number as an `int`, for sizes of buffers.
    ///
    /// @throws ArithmeticException if it does not fit
    public int toInt() {
        return Math.toIntExact(bytes);
    }

    @Override
    public String toString() {
        for (int shift = 30; shift >= 10; shift -= 10) {
            if (bytes != 0 && bytes % (1L << shift) == 0) {
                return (bytes >> shift) + (shift == 30 ? "GiB" : shift == 20 ? "MiB" : "KiB");
            }
        }
        return Long.toString(bytes);
    }
}
