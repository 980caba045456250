package io.monopod.datapath.downstream;

import java.nio.charset.StandardCharsets;

/// The answer to HTTP/1 requests on an HTTP/2 port: from a browser, a probe, or a client with wrong
/// TLS settings.
final class Http1 {
    static final byte[] ANSWER =
            """
            HTTP/1.1 505 HTTP Version Not Supported\r
            content-type: text/plain\r
            content-length: 31\r
            connection: close\r
            \r
            This port speaks gRPC (HTTP/2).\
            """
                    .getBytes(StandardCharsets.US_ASCII);

    private Http1() {}

    /// Whether these bytes start an HTTP/1 request: an upper-case method and a target. The start of
    /// the HTTP/2 preface does not count.
    static boolean isRequest(byte[] bytes, int count) {
        int letters = 0;
        while (letters < count && bytes[letters] >= 'A' && bytes[letters] <= 'Z') {
            letters++;
        }
        boolean preface = letters == 3 && bytes[0] == 'P' && bytes[1] == 'R';
        return letters >= 3
                && !preface
                && letters + 1 < count
                && bytes[letters] == ' '
                && "/*h".indexOf(bytes[letters + 1]) >= 0;
    }
}
