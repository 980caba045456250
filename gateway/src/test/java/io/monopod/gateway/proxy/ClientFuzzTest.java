package io.monopod.gateway.proxy;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.io.IOException;

/// Whatever a client sends, the gateway answers in frames, closes the connection and forgets it.
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
        } finally {
            gateway.close();
            instance.close();
        }
    }

    /// @param octets what it sends, after a first octet which says whether a proper preface and
    ///   settings come before
    @FuzzTest(maxDuration = "10m")
    void endsEveryConnection(byte[] octets) throws IOException {
        BugDetectors.allowNetworkConnections(); // this test is made of them
        try (var client = RawConnection.to(gateway.port())) {
            if (Script.isGreeted(octets)) {
                client.send(RawConnection.PREFACE);
                client.send(RawFrame.settings(), RawFrame.settingsAck());
            }
            client.sendLast(Script.octets(octets));
            client.awaitEnd();
        }
        Complaints.none();
    }
}
