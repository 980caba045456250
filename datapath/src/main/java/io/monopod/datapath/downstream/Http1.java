package io.monopod.datapath.downstream;

import io.monopod.datapath.call.HealthProbes;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/// The answers to HTTP/1 requests on an HTTP/2 port: to a health probe, and to a browser or a
/// client with wrong TLS settings. Each is the last one on its connection.
final class Http1 {
    /// More than a probe's request line has, in bytes.
    private static final int MAX_LINE = 1024;

    private static final Set<String> PROBES = Set.of("GET", "HEAD");

    private static final Pattern START =
            Pattern.compile("(?!PR. )[A-Z]{1,32}( ([/*h].*)?)?", Pattern.DOTALL);

    private static final byte[] UP =
            ascii(
                    """
                    HTTP/1.1 204 No Content\r
                    connection: close\r
                    \r
                    """);

    private static final byte[] DOWN =
            ascii(
                    """
                    HTTP/1.1 503 Service Unavailable\r
                    content-length: 0\r
                    connection: close\r
                    \r
                    """);

    private static final byte[] NOT_SUPPORTED =
            ascii(
                    """
                    HTTP/1.1 505 HTTP Version Not Supported\r
                    content-type: text/plain\r
                    content-length: 31\r
                    connection: close\r
                    \r
                    This port speaks gRPC (HTTP/2).\
                    """);

    private Http1() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether these bytes start an HTTP/1 request, or may once more of it arrives: an upper-case
    /// method and a target. A broken HTTP/2 preface does not count.
    static boolean mayBeRequest(byte[] bytes) {
        return START.matcher(text(bytes)).matches();
    }

    /// Whether the start of a request says all that its answer depends on.
    static boolean hasRequestLine(byte[] request) {
        return request.length >= MAX_LINE || text(request).indexOf('\n') >= 0;
    }

    static byte[] answerTo(byte[] request, HealthProbes health) {
        var words = text(request).lines().findFirst().orElse("").split(" ", -1);
        if (words.length != 3 || !PROBES.contains(words[0])) {
            return NOT_SUPPORTED;
        }
        return health.isUp(words[1]).map(up -> up ? UP : DOWN).orElse(NOT_SUPPORTED);
    }

    private static String text(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1);
    }
}
