package io.monopod.datapath.call;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The encoding of `grpc-message` (gRPC over HTTP/2, "Percent-Encoded"): UTF-8 bytes, with
/// printable ASCII except the percent sign unencoded.
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    public static String encode(String text) {
        if (text.chars().allMatch(c -> isPlain(c))) {
            return text;
        }
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '%';
    }
}
