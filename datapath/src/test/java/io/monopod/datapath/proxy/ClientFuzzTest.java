package io.monopod.datapath.proxy;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.io.IOException;

/// Whatever a client sends, the gateway answers in valid frames, closes the connection and releases
/// it.
class ClientFuzzTest {
    private static Instance instance;
    private static Ledger ledger;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        Complaints.listen();
        instance = new Instance();
        var target = instance.target();
        ledger = new Ledger(_ -> target);
        gateway = new Gateway(ledger);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        try {
            ledger.awaitBalanced(gateway);
            Complaints.none();
        } finally {
            gateway.close();
            instance.close();
            Complaints.stop();
        }
    }

    /// @param bytes the first decides whether a valid preface and SETTINGS come first; the rest is
    ///   sent
    @FuzzTest(maxDuration = "10m")
    void endsEveryConnection(byte[] bytes) throws IOException {
        BugDetectors.allowNetworkConnections(); // the test opens connections
        try (var client = RawConnection.to(gateway.port())) {
            if (Script.isGreeted(bytes)) {
                client.send(RawConnection.PREFACE);
                client.send(RawFrame.settings(), RawFrame.settingsAck());
            }
            client.sendLast(Script.bytes(bytes));
            client.awaitEnd();
        }
        Complaints.none();
    }
}
