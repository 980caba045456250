package io.monopod.datapath.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Instance;
import io.monopod.datapath.proxy.Ledger;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/// Exchanges that stop at every byte: for a moment, or for good.
@Timeout(120)
class CutFramesTest {
    private static final byte[] REQUEST =
            RawFrame.join(
                    RawConnection.PREFACE,
                    RawFrame.settings(3, 100).bytes(),
                    RawFrame.settingsAck().bytes(),
                    RawFrame.headers(1, Requests.unary()).bytes(),
                    RawFrame.lastData(1, Requests.message("hello")).bytes());

    private static final byte[] SETTINGS = RawFrame.settings(3, 100).bytes();

    private static final byte[] RESPONSE =
            RawFrame.join(
                    RawFrame.headers(
                                    1,
                                    HeaderList.of(
                                            ":status", "200", "content-type", "application/grpc"))
                            .bytes(),
                    RawFrame.data(1, Requests.message("hello")).bytes(),
                    RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0")).bytes());

    @Test
    void clientThatPausesIsServed() throws IOException, InterruptedException {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            try (var gateway = new Gateway(ledger)) {
                for (int cut = 1; cut < REQUEST.length; cut++) {
                    try (var client = RawConnection.to(gateway.port())) {
                        client.send(Arrays.copyOf(REQUEST, cut));
                        client.await(RawFrame.SETTINGS); // so that the rest arrives in a new read
                        client.send(Arrays.copyOfRange(REQUEST, cut, REQUEST.length));
                        assertThat(status(client, 1)).isEqualTo("0");
                    }
                }
                ledger.awaitBalanced(gateway);
            }
        }
    }

    @Test
    void clientThatStopsIsDisconnected() throws IOException, InterruptedException {
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
    void instanceThatStopsLosesOnlyItsCall() throws IOException, InterruptedException {
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
