package io.monopod.benchmarks.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.netty.util.collection.IntObjectMap;

import java.util.ArrayDeque;

/// The sending half of a connection: the streams with data to send, within the peer's flow-control
/// windows. Streams take turns, so that long replies share the connection.
final class Replies {
    /// The bytes to collect before a write; more would only cost cache misses.
    private static final int ENOUGH = 256 * 1024;

    private static final int MESSAGES_A_TURN = 16;
    private static final long DEFAULT_TABLE = 4096;
    private static final AsciiString STATUS = AsciiString.cached("grpc-status");
    private static final Http2Headers HEADERS =
            ReadOnlyHttp2Headers.serverHeaders(
                    false,
                    AsciiString.cached("200"),
                    AsciiString.cached("content-type"),
                    AsciiString.cached("application/grpc"));
    private static final Http2Headers OK =
            ReadOnlyHttp2Headers.trailers(false, STATUS, AsciiString.cached("0"));

    private final Http2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final ByteBuf block = Unpooled.buffer(128);
    private final ArrayDeque<Stream> turn = new ArrayDeque<>();
    private final IntObjectMap<Stream> open;
    private int connectionWindow = Http2.DEFAULT_WINDOW;

    /// @param open the connection's streams by id; a stream leaves it when its reply is complete
    Replies(IntObjectMap<Stream> open) {
        this.open = open;
    }

    /// Sets the peer's SETTINGS_HEADER_TABLE_SIZE; never uses more than the default.
    void headerTableSize(long size) throws Http2Exception {
        encoder.configuration().maxHeaderTableSize(Math.min(size, DEFAULT_TABLE));
    }

    void connectionCredit(int bytes) {
        connectionWindow += bytes;
    }

    /// Starts the stream's reply; [#write] sends the messages.
    void start(Stream stream, Output out) throws Http2Exception {
        if (stream.reply().copies == 0) {
            if (stream.reply() != Reply.NEVER) {
                refusal(stream, out);
            }
        } else {
            headers(stream, HEADERS, 0, out);
            turn.add(stream);
        }
    }

    /// Writes what the windows allow, up to about one buffer.
    ///
    /// @return whether more can be sent after that
    boolean write(Output out) throws Http2Exception {
        for (int stalled = 0; stalled < turn.size() && connectionWindow > 0; ) {
            if (out.size() >= ENOUGH) {
                return true;
            }
            var stream = turn.remove();
            var progress = takeTurn(stream, out);
            stalled = progress ? 0 : stalled + 1;
            if (stream.hasMore()) {
                turn.add(stream);
            } else {
                last(stream, OK, out);
            }
        }
        return false;
    }

    void forget(Stream stream) {
        turn.remove(stream);
    }

    private boolean takeTurn(Stream stream, Output out) {
        var progress = false;
        for (int i = 0; i < MESSAGES_A_TURN && stream.hasMore(); i++) {
            var window = Math.min(stream.sendWindow, connectionWindow);
            var length = Math.min(Math.min(stream.left(), window), Http2.MAX_FRAME);
            if (length <= 0) {
                break;
            }
            connectionWindow -= length;
            stream.send(length, out);
            progress = true;
        }
        return progress;
    }

    private void refusal(Stream stream, Output out) throws Http2Exception {
        var status = AsciiString.of(Integer.toString(stream.reply().status));
        var only =
                ReadOnlyHttp2Headers.serverHeaders(
                        false,
                        AsciiString.cached("200"),
                        AsciiString.cached("content-type"),
                        AsciiString.cached("application/grpc"),
                        STATUS,
                        status);
        last(stream, only, out);
    }

    private void last(Stream stream, Http2Headers headers, Output out) throws Http2Exception {
        headers(stream, headers, Http2.END_STREAM, out);
        open.remove(stream.id);
    }

    private void headers(Stream stream, Http2Headers headers, int flags, Output out)
            throws Http2Exception {
        block.clear();
        encoder.encodeHeaders(stream.id, headers, block);
        out.frameHead(block.readableBytes(), Http2.HEADERS, flags | Http2.END_HEADERS, stream.id);
        out.put(block);
    }
}
