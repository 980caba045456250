package io.monopod.datapath.proxy;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Whatever an instance sends, its call ends and the client's connection stays open.
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
            Complaints.none();
        } finally {
            client.close();
            gateway.close();
            listener.close();
            Complaints.stop();
        }
    }

    /// @param bytes the first decides whether valid SETTINGS come first; the rest is sent. The call
    ///   is on stream 1
    @FuzzTest(maxDuration = "10m")
    void endsEveryCall(byte[] bytes) throws IOException {
        BugDetectors.allowNetworkConnections(); // the test opens connections
        lastStream += 2;
        client.send(RawFrame.lastHeaders(lastStream, Requests.unary()));
        try (var instance = new RawConnection(listener.accept())) {
            if (Script.isGreeted(bytes)) {
                instance.welcome();
                instance.awaitHeaders(1);
            }
            instance.sendLast(Script.bytes(bytes));
            instance.awaitEnd();
        }
        awaitStreamEnd();
        Complaints.none();
    }

    /// Answers the gateway's PING and SETTINGS frames, and grants credit for received DATA.
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
