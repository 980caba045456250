package io.monopod.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Checks whether a program is up: `Probe http://localhost:9090/health/ready`. Exits with 0 on a
/// 2xx response, and with 1 on any other response or none.
///
/// For images without `curl`. It uses plain sockets: an HTTP client would take longer to load than
/// the whole probe takes.
public final class Probe {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final String GOOD = "HTTP/1.1 2";

    private Probe() {}

    static void main(String[] args) {
        System.exit(args.length == 1 && isUp(URI.create(args[0])) ? 0 : 1);
    }

    static boolean isUp(URI address) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(address.getHost(), address.getPort()), TIMEOUT_MILLIS);
            socket.getOutputStream().write(request(address));
            var start = socket.getInputStream().readNBytes(GOOD.length());
            return new String(start, StandardCharsets.US_ASCII).equals(GOOD);
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] request(URI address) {
        var request =
                "GET "
                        + address.getPath()
                        + " HTTP/1.1\r\nHost: "
                        + address.getAuthority()
                        + "\r\nConnection: close\r\n\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }
}
