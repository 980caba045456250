package io.monopod.datapath.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.datapath.http2.frame.Transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

class TlsTransportTest {
    private static final int MAX_RECORD = 40_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Writing a GOAWAY then is pointless, and must not be retried for ever.
    @Test
    @Timeout(10)
    void writeFailsIfThePeerLeftDuringTheHandshake() throws Exception {
        var engine = engine(false);
        var hello = ByteBuffer.allocate(MAX_RECORD);
        engine(true).wrap(NOTHING, hello);
        engine.unwrap(hello.flip(), NOTHING);
        var transport = new TlsTransport(new GonePeer(), engine);

        assertThatThrownBy(() -> transport.write(new byte[9], 0, 9))
                .isInstanceOf(IOException.class)
                .hasMessage("the handshake has not ended");
    }

    private static SSLEngine engine(boolean client) throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(client);
        engine.beginHandshake();
        return engine;
    }

    private static final class GonePeer implements Transport {
        @Override
        public int read(byte[] bytes, int from) {
            return -1;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {}

        @Override
        public void close() {}
    }
}
