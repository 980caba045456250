package io.monopod.gateway.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;
import io.monopod.gateway.proxy.Requests;

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
    void prefaceMayComeOctetByOctet() throws IOException {
        try (var client = RawConnection.to(port())) {
            for (byte octet : RawConnection.PREFACE) {
                client.send(new byte[] {octet});
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
    void http1IsAnError() throws IOException {
        assertRefused("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void prefaceWithoutSettingsIsAnError() throws IOException {
        assertRefused(RawFrame.join(RawConnection.PREFACE, octets(RawFrame.ping(1))));
    }

    @Test
    void prefaceWithAnAcknowledgementOnlyIsAnError() throws IOException {
        assertRefused(RawFrame.join(RawConnection.PREFACE, octets(RawFrame.settingsAck())));
    }

    @Test
    void prefaceTwiceIsAnError() throws IOException {
        assertRefused(RawFrame.join(RawConnection.PREFACE, RawConnection.PREFACE));
    }

    private static void assertRefused(byte[] octets) throws IOException {
        try (var client = RawConnection.to(port())) {
            client.send(octets);

            assertThat(client.await(RawFrame.GOAWAY).errorCode())
                    .isIn(ErrorCode.PROTOCOL_ERROR, ErrorCode.FRAME_SIZE_ERROR);
            client.awaitEnd();
        }
    }

    private static byte[] octets(RawFrame frame) {
        return frame.octets();
    }
}
