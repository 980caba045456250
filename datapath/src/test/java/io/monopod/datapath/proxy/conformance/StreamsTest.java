package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.CANCEL;
import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.REFUSED_STREAM;
import static io.monopod.datapath.http2.frame.ErrorCode.STREAM_CLOSED;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Decisions;
import io.monopod.datapath.proxy.Instance;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.stream.Stream;

/// RFC 9113, section 5: streams and multiplexing.
class StreamsTest extends ClientSuite {
    private static final HeaderList TRAILERS = HeaderList.of("last", "word");

    @TestFactory
    Stream<DynamicTest> idle() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "DATA on an idle stream", RawFrame.data(1)),
                breaks(PROTOCOL_ERROR, "RST_STREAM on an idle stream", RawFrame.reset(1, CANCEL)),
                breaks(
                        PROTOCOL_ERROR,
                        "WINDOW_UPDATE on an idle stream",
                        RawFrame.windowUpdate(1, 100)),
                breaks(PROTOCOL_ERROR, "CONTINUATION on an idle stream", RawFrame.continuation(1)),
                breaks(PROTOCOL_ERROR, "DATA on an idle stream of the server's", RawFrame.data(2)),
                ignores("PRIORITY on an idle stream", RawFrame.priority(1, 0)));
    }

    @TestFactory
    Stream<DynamicTest> halfClosed() {
        return Stream.of(
                resets(STREAM_CLOSED, "DATA", frames(halfClosed(1), RawFrame.data(1, (byte) 0))),
                resets(STREAM_CLOSED, "empty DATA", frames(halfClosed(1), RawFrame.lastData(1))),
                resets(
                        STREAM_CLOSED,
                        "HEADERS",
                        frames(halfClosed(1), RawFrame.lastHeaders(1, TRAILERS))),
                breaks(
                        PROTOCOL_ERROR,
                        "CONTINUATION",
                        frames(halfClosed(1), RawFrame.continuation(1))),
                ignores("WINDOW_UPDATE", frames(halfClosed(1), RawFrame.windowUpdate(1, 1))),
                ignores("PRIORITY", frames(halfClosed(1), RawFrame.priority(1, 0))),
                ignores("RST_STREAM", frames(halfClosed(1), RawFrame.reset(1, CANCEL))));
    }

    @TestFactory
    Stream<DynamicTest> closedByTheClientsReset() {
        return Stream.of(
                resets(STREAM_CLOSED, "DATA", open(1), RawFrame.reset(1, CANCEL), RawFrame.data(1)),
                breaks(
                        STREAM_CLOSED,
                        "HEADERS",
                        open(1),
                        RawFrame.reset(1, CANCEL),
                        RawFrame.lastHeaders(1, TRAILERS)),
                breaks(
                        PROTOCOL_ERROR,
                        "CONTINUATION",
                        open(1),
                        RawFrame.reset(1, CANCEL),
                        RawFrame.continuation(1)),
                ignores(
                        "RST_STREAM again",
                        open(1),
                        RawFrame.reset(1, CANCEL),
                        RawFrame.reset(1, CANCEL)),
                ignores(
                        "WINDOW_UPDATE",
                        open(1),
                        RawFrame.reset(1, CANCEL),
                        RawFrame.windowUpdate(1, 1)));
    }

    @TestFactory
    Stream<DynamicTest> closedByItsEnd() {
        return Stream.of(
                resets(STREAM_CLOSED, "DATA", client -> afterwards(client, RawFrame.data(1))),
                breaks(
                        STREAM_CLOSED,
                        "HEADERS",
                        client -> afterwards(client, RawFrame.lastHeaders(1, TRAILERS))),
                breaks(
                        PROTOCOL_ERROR,
                        "CONTINUATION",
                        client -> afterwards(client, RawFrame.continuation(1))),
                ignores("WINDOW_UPDATE", client -> afterwards(client, RawFrame.windowUpdate(1, 1))),
                ignores("RST_STREAM", client -> afterwards(client, RawFrame.reset(1, CANCEL))),
                ignores("PRIORITY", client -> afterwards(client, RawFrame.priority(1, 0))));
    }

    /// Frames that cross the gateway's RST_STREAM are not an error.
    @TestFactory
    Stream<DynamicTest> closedByTheGatewaysReset() {
        return Stream.of(
                ignores("DATA", client -> afterReset(client, RawFrame.data(1, (byte) 0))),
                ignores("HEADERS", client -> afterReset(client, RawFrame.lastHeaders(1, TRAILERS))),
                ignores("WINDOW_UPDATE", client -> afterReset(client, RawFrame.windowUpdate(1, 1))),
                ignores("RST_STREAM", client -> afterReset(client, RawFrame.reset(1, CANCEL))));
    }

    @TestFactory
    Stream<DynamicTest> identifiers() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "even id", open(2)),
                breaks(PROTOCOL_ERROR, "id 0", open(0)),
                breaks(PROTOCOL_ERROR, "smaller id than before", open(5), open(3)),
                ignores("ids left out", open(5), open(1001)),
                ignores("the largest id", open(Integer.MAX_VALUE)));
    }

    @TestFactory
    Stream<DynamicTest> priorityIsIgnored() {
        var onItself = RawFrame.join(RawFrame.int32(1), new byte[] {16});
        return Stream.of(
                ignores("stream that depends on itself", RawFrame.priority(1, 1)),
                ignores(
                        "request that depends on itself",
                        open(1).with(RawFrame.WITH_PRIORITY).around(onItself, new byte[0])));
    }

    @Test
    void oneStreamTooManyIsRefused() throws IOException {
        var config = new PathConfig().streams(2).build();
        try (var instance = new Instance();
                var gateway = new Gateway(Decisions.forwardTo(instance.target()), config);
                var client = RawConnection.client(gateway.port())) {
            client.send(open(1), open(3), open(5));

            var reset = client.await(RawFrame.RST_STREAM);
            assertThat(reset.streamId()).isEqualTo(5);
            assertThat(reset.errorCode()).isEqualTo(REFUSED_STREAM);
            client.send(RawFrame.reset(1, CANCEL));
            assertAlive(client);
            exchange(client, 7);
        }
    }

    private static void afterwards(RawConnection client, RawFrame frame) throws IOException {
        exchange(client, 1);
        client.send(frame);
    }

    private static void afterReset(RawConnection client, RawFrame frame) throws IOException {
        client.send(RawFrame.headers(1, HeaderList.of("malformed", "")));
        client.await(RawFrame.RST_STREAM);
        client.send(frame);
    }
}
