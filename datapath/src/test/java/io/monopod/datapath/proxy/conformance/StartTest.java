package io.monopod.datapath.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// RFC 9113, section 3: starting HTTP/2.
class StartTest extends ClientSuite {
    @Test
    void serverStartsWithSettings() throws IOException {
        try (var client = RawConnection.to(port())) {
            client.send(RawConnection.PREFACE);

            assertThat(client.next()).matches(frame -> frame.is(RawFrame.SETTINGS));
        }
    }

    @Test
    void clientNeedNotWaitForTheServer() throws IOException {
        try (var client = RawConnection.to(port())) {
            client.send(RawConnection.PREFACE);
            client.send(
                    RawFrame.settings(),
                    RawFrame.headers(1, Requests.unary()),
                    RawFrame.lastData(1, Requests.message("early")));

            assertThat(client.awaitHeaders(1).first(":status")).isEqualTo("200");
        }
    }

    @Test
    void prefaceMayArriveByteByByte() throws IOException {
        try (var client = RawConnection.to(port())) {
            for (byte next : RawConnection.PREFACE) {
                client.send(new byte[] {next});
            }
            client.send(RawFrame.settings());

            client.await(frame -> frame.is(RawFrame.SETTINGS) && frame.has(RawFrame.ACK));
        }
    }

    @Test
    void wrongPrefaceIsAnError() throws IOException {
        assertRefused("INVALID CLIENT PREFACE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void prefaceOfAnotherVersionIsAnError() throws IOException {
        assertRefused("PRI * HTTP/2.1\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void prefaceWithoutSettingsIsAnError() throws IOException {
        assertRefused(RawFrame.join(RawConnection.PREFACE, bytes(RawFrame.ping(1))));
    }

    @Test
    void prefaceWithOnlyASettingsAckIsAnError() throws IOException {
        assertRefused(RawFrame.join(RawConnection.PREFACE, bytes(RawFrame.settingsAck())));
    }

    @Test
    void repeatedPrefaceIsAnError() throws IOException {
        assertRefused(RawFrame.join(RawConnection.PREFACE, RawConnection.PREFACE));
    }

    private static void assertRefused(byte[] bytes) throws IOException {
        try (var client = RawConnection.to(port())) {
            client.send(bytes);

            assertThat(client.await(RawFrame.GOAWAY).errorCode())
                    .isIn(ErrorCode.PROTOCOL_ERROR, ErrorCode.FRAME_SIZE_ERROR);
            client.awaitEnd();
        }
    }

    private static byte[] bytes(RawFrame frame) {
        return frame.bytes();
    }
}
