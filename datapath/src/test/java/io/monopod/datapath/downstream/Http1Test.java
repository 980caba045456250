package io.monopod.datapath.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Answer;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Decisions;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

@Timeout(60)
class Http1Test {
    @AutoClose
    private final Gateway gateway =
            new Gateway(Decisions.refuse(new Answer(14, "no", HeaderList.EMPTY)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
                "HEAD / HTTP/1.1\r\nhost: x\r\n\r\n",
                "POST /a.B/C HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc",
                "OPTIONS * HTTP/1.0\r\n\r\n",
                "PROPFIND / HTTP/1.1\r\n\r\n"
            })
    void http1RequestGetsAnHttp1Answer(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 505 ");
            int body = answer.indexOf("\r\n\r\n") + 4;
            assertThat(answer).contains("content-length: " + (answer.length() - body));
        }
    }
}
