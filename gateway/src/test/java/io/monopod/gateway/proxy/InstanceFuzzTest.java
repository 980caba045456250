package io.monopod.gateway.proxy;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Whatever an instance sends, its call ends and the client's connection lives.
class InstanceFuzzTest {
    private static ServerSocket listener;
    private static Ledger ledger;
    private static Gateway gateway;
    private static RawConnection client;
    private static int lastStream;

    @BeforeAll
    static void start() throws IOException {
        Complaints.listen();
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ledger = new Ledger(_ -> new Target("raw", "localhost", listener.getLocalPort()));
        gateway = new Gateway(ledger, new PathConfig().cancels(Integer.MAX_VALUE).build());
        client = RawConnection.client(gateway.port());
        lastStream = -1;
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        try {
            ledger.awaitBalanced(gateway);
        } finally {
            client.close();
            gateway.close();
            listener.close();
        }
    }

    /// @param octets what it sends, after a first octet which says whether proper settings come
    ///   before; the call is then on stream 1
    @FuzzTest(maxDuration = "10m")
    void endsEveryCall(byte[] octets) throws IOException {
        BugDetectors.allowNetworkConnections(); // this test is made of them
        lastStream += 2;
        client.send(RawFrame.lastHeaders(lastStream, Requests.unary()));
        try (var instance = new RawConnection(listener.accept())) {
            if (Script.isGreeted(octets)) {
                instance.welcome();
                instance.awaitHeaders(1);
            }
            instance.sendLast(Script.octets(octets));
            instance.awaitEnd();
        }
        awaitStreamEnd();
        Complaints.none();
    }

    /// The client answers what the gateway asks meanwhile, and gives credit for what it gets.
    private static void awaitStreamEnd() throws IOException {
        while (true) {
            var frame = client.await(next -> true);
            if (frame.is(RawFrame.PING) && !frame.has(RawFrame.ACK)) {
                client.send(frame.with(RawFrame.ACK));
            } else if (frame.is(RawFrame.DATA) && frame.payload().length > 0) {
                client.send(RawFrame.windowUpdate(0, frame.payload().length));
            }
            boolean ends = frame.has(RawFrame.END_STREAM) || frame.is(RawFrame.RST_STREAM);
            if (ends && frame.streamId() == lastStream) {
                return;
            }
        }
    }
}
