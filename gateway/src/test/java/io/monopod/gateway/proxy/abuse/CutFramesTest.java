package io.monopod.gateway.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;
import io.monopod.gateway.proxy.Gateway;
import io.monopod.gateway.proxy.Instance;
import io.monopod.gateway.proxy.Ledger;
import io.monopod.gateway.proxy.Requests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/// Conversations that are cut at every octet: by a pause, or for good.
@Timeout(120)
class CutFramesTest {
    private static final byte[] REQUEST =
            RawFrame.join(
                    RawConnection.PREFACE,
                    RawFrame.settings(3, 100).octets(),
                    RawFrame.settingsAck().octets(),
                    RawFrame.headers(1, Requests.unary()).octets(),
                    RawFrame.lastData(1, Requests.message("hello")).octets());

    private static final byte[] SETTINGS = RawFrame.settings(3, 100).octets();

    private static final byte[] RESPONSE =
            RawFrame.join(
                    RawFrame.headers(
                                    1,
                                    HeaderList.of(
                                            ":status", "200", "content-type", "application/grpc"))
                            .octets(),
                    RawFrame.data(1, Requests.message("hello")).octets(),
                    RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0")).octets());

    @Test
    void clientThatPausesIsServed() throws IOException, InterruptedException {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            try (var gateway = new Gateway(ledger)) {
                for (int cut = 0; cut < REQUEST.length; cut++) {
                    try (var client = RawConnection.to(gateway.port())) {
                        client.send(Arrays.copyOf(REQUEST, cut));
                        client.await(RawFrame.SETTINGS); // sent at once, so the rest is a new read
                        client.send(Arrays.copyOfRange(REQUEST, cut, REQUEST.length));
                        assertThat(status(client, 1)).isEqualTo("0");
                    }
                }
                ledger.awaitBalanced(gateway);
            }
        }
    }

    @Test
    void clientThatStopsIsForgotten() throws IOException, InterruptedException {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            try (var gateway = new Gateway(ledger)) {
                for (int cut = 0; cut < REQUEST.length; cut++) {
                    try (var client = RawConnection.to(gateway.port())) {
                        client.sendLast(Arrays.copyOf(REQUEST, cut));
                        client.awaitEnd();
                    }
                }
                ledger.awaitBalanced(gateway);
            }
        }
    }

    @Test
    void instanceThatStopsLosesItsCallOnly() throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var target = new Target("raw", "localhost", listener.getLocalPort());
            var ledger = new Ledger(_ -> target);
            try (var gateway = new Gateway(ledger);
                    var client = RawConnection.client(gateway.port())) {
                int stream = -1;
                for (int cut = 0; cut < SETTINGS.length; cut++) {
                    stream += 2;
                    client.send(RawFrame.lastHeaders(stream, Requests.unary()));
                    try (var instance = new RawConnection(listener.accept())) {
                        instance.sendLast(Arrays.copyOf(SETTINGS, cut));
                        assertThat(status(client, stream)).isEqualTo("14");
                    }
                }
                for (int cut = 0; cut <= RESPONSE.length; cut++) {
                    stream += 2;
                    client.send(RawFrame.lastHeaders(stream, Requests.unary()));
                    try (var instance = new RawConnection(listener.accept())) {
                        instance.welcome();
                        instance.awaitHeaders(1);
                        instance.sendLast(Arrays.copyOf(RESPONSE, cut));
                        boolean whole = cut == RESPONSE.length;
                        assertThat(status(client, stream)).isEqualTo(whole ? "0" : "14");
                    }
                }
                ledger.awaitBalanced(gateway);
            }
        }
    }

    private static String status(RawConnection client, int stream) throws IOException {
        var end =
                client.await(frame -> frame.streamId() == stream && frame.has(RawFrame.END_STREAM));
        return String.valueOf(client.decode(end.payload()).first("grpc-status"));
    }
}
