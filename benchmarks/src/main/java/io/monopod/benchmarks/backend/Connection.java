package io.monopod.benchmarks.backend;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/// One connection: parses input and answers into an [Output]. Has no socket; used by one event loop
/// only.
final class Connection {
    private static final int STREAM_WINDOW = 1 << 20;
    private static final int CONNECTION_WINDOW = 1 << 24;
    private static final int MAX_STREAMS = 10_000;

    private final Service service;
    private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final IntObjectMap<Stream> streams = new IntObjectHashMap<>();
    private final Replies replies = new Replies(streams);
    private int initialSendWindow = Http2.DEFAULT_WINDOW;
    private int consumed;
    private boolean greeted;

    Connection(Service service) {
        this.service = service;
    }

    /// Handles the complete frames in `bytes[0..length)`.
    ///
    /// @return how many bytes were consumed; pass the rest again with the next input
    int receive(byte[] bytes, int length, Output out) throws Http2Exception {
        var at = 0;
        if (!greeted) {
            if (length < Http2.PREFACE_LENGTH) {
                return 0;
            }
            greet(out);
            at = Http2.PREFACE_LENGTH;
        }
        while (length - at >= Http2.FRAME_HEAD) {
            var payload = Http2.int24(bytes, at);
            if (length - at < Http2.FRAME_HEAD + payload) {
                break;
            }
            var id = Http2.int32(bytes, at + 5) & Integer.MAX_VALUE;
            frame(bytes[at + 3], bytes[at + 4], id, bytes, at + Http2.FRAME_HEAD, payload, out);
            at += Http2.FRAME_HEAD + payload;
        }
        return at;
    }

    /// Continues the replies.
    ///
    /// @return whether more can be sent once `out` is written
    boolean reply(Output out) throws Http2Exception {
        return replies.write(out);
    }

    private void greet(Output out) {
        out.frameHead(12, Http2.SETTINGS, 0, 0);
        out.int16(Http2.MAX_CONCURRENT_STREAMS);
        out.int32(MAX_STREAMS);
        out.int16(Http2.INITIAL_WINDOW_SIZE);
        out.int32(STREAM_WINDOW);
        windowUpdate(CONNECTION_WINDOW - Http2.DEFAULT_WINDOW, out);
        greeted = true;
    }

    private static void windowUpdate(int bytes, Output out) {
        out.frameHead(4, Http2.WINDOW_UPDATE, 0, 0);
        out.int32(bytes);
    }

    private void frame(
            int type, int flags, int id, byte[] bytes, int offset, int length, Output out)
            throws Http2Exception {
        switch (type) {
            case Http2.DATA -> data(flags, id, bytes, offset, length, out);
            case Http2.HEADERS -> headers(flags, id, bytes, offset, length, out);
            case Http2.RST_STREAM -> reset(id);
            case Http2.SETTINGS -> settings(flags, bytes, offset, length, out);
            case Http2.PING -> ping(flags, bytes, offset, length, out);
            case Http2.WINDOW_UPDATE -> credit(id, Http2.int32(bytes, offset));
            case Http2.CONTINUATION -> throw new IllegalStateException("header block too long");
            default -> {}
        }
    }

    private void headers(int flags, int id, byte[] bytes, int offset, int length, Output out)
            throws Http2Exception {
        var skip = ((flags & Http2.PADDED) == 0 ? 0 : 1) + ((flags & Http2.PRIORITY) == 0 ? 0 : 5);
        var padding = (flags & Http2.PADDED) == 0 ? 0 : bytes[offset] & 0xff;
        var block = Unpooled.wrappedBuffer(bytes, offset + skip, length - skip - padding);
        var headers = decoder.decodeHeaders(id, block);
        var stream = streams.get(id);
        if (stream == null) {
            stream = new Stream(id, headers.path().toString(), initialSendWindow);
            streams.put(id, stream);
        }
        if ((flags & Http2.END_STREAM) != 0) {
            answer(stream, out);
        }
    }

    private void data(int flags, int id, byte[] bytes, int offset, int length, Output out)
            throws Http2Exception {
        consumed += length;
        if (consumed > CONNECTION_WINDOW / 2) {
            windowUpdate(consumed, out);
            consumed = 0;
        }
        var stream = streams.get(id);
        if (stream == null) {
            return;
        }
        var padding = (flags & Http2.PADDED) == 0 ? 0 : 1 + (bytes[offset] & 0xff);
        var skip = padding == 0 ? 0 : 1;
        stream.append(bytes, offset + skip, length - padding);
        if ((flags & Http2.END_STREAM) != 0) {
            answer(stream, out);
        }
    }

    private void answer(Stream stream, Output out) throws Http2Exception {
        stream.reply(service.answer(stream.path, stream.body()));
        replies.start(stream, out);
    }

    private void reset(int id) {
        var stream = streams.remove(id);
        if (stream != null) {
            replies.forget(stream);
            service.reset(System.nanoTime() - stream.openedAt);
        }
    }

    private void settings(int flags, byte[] bytes, int offset, int length, Output out)
            throws Http2Exception {
        if ((flags & Http2.ACK) != 0) {
            return;
        }
        for (int at = offset; at < offset + length; at += 6) {
            var value = Http2.int32(bytes, at + 2);
            switch (Http2.int16(bytes, at)) {
                case Http2.INITIAL_WINDOW_SIZE -> initialSendWindow(value);
                case Http2.HEADER_TABLE_SIZE ->
                        replies.headerTableSize(Integer.toUnsignedLong(value));
                default -> {}
            }
        }
        out.frameHead(0, Http2.SETTINGS, Http2.ACK, 0);
    }

    private void initialSendWindow(int size) {
        for (var stream : streams.values()) {
            stream.sendWindow += size - initialSendWindow;
        }
        initialSendWindow = size;
    }

    private void credit(int id, int bytes) {
        if (id == 0) {
            replies.connectionCredit(bytes);
        } else {
            var stream = streams.get(id);
            if (stream != null) {
                stream.sendWindow += bytes;
            }
        }
    }

    private static void ping(int flags, byte[] bytes, int offset, int length, Output out) {
        if ((flags & Http2.ACK) == 0) {
            out.frameHead(length, Http2.PING, Http2.ACK, 0);
            out.put(bytes, offset, length);
        }
    }
}
