package io.monopod.datapath.proxy;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// A peer of the gateway that sends as much as its windows allow.
final class Sender {
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int MAX = 16_384;
    private static final int INITIAL_WINDOW_SIZE = 4;

    private final RawConnection connection;
    private final Map<Integer, Integer> credits = new HashMap<>();
    private long window = DEFAULT_WINDOW;
    private int initial = DEFAULT_WINDOW;

    /// @param connection from which no frame that grants credit was read
    Sender(RawConnection connection) {
        this.connection = connection;
    }

    RawFrame await(Predicate<RawFrame> wanted) throws IOException {
        while (true) {
            var frame = connection.await(_ -> true);
            track(frame);
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    void awaitHeaders(int streamId) throws IOException {
        await(frame -> frame.is(RawFrame.HEADERS) && frame.streamId() == streamId);
    }

    /// Sends DATA until all bytes are sent, or the windows are used up.
    ///
    /// @return the number of bytes sent
    int send(int streamId, int byteCount) throws IOException {
        int sent = 0;
        while (sent < byteCount) {
            settle();
            int part = Math.min(Math.min(byteCount - sent, MAX), allowed(streamId));
            if (part <= 0) {
                return sent;
            }
            connection.send(RawFrame.data(streamId, new byte[part]));
            window -= part;
            credits.merge(streamId, -part, Integer::sum);
            sent += part;
        }
        return sent;
    }

    /// Waits until the gateway has processed everything that was sent, including our
    /// acknowledgements.
    void settle() throws IOException {
        for (int i = 0; i < 2; i++) {
            connection.send(RawFrame.ping(i));
            await(frame -> frame.is(RawFrame.PING) && frame.has(RawFrame.ACK));
        }
    }

    /// The window of a new stream.
    int initialWindow() {
        return initial;
    }

    private int allowed(int streamId) {
        return (int) Math.min(window, initial + credits.getOrDefault(streamId, 0));
    }

    private void track(RawFrame frame) throws IOException {
        if (frame.is(RawFrame.WINDOW_UPDATE)) {
            if (frame.streamId() == 0) {
                window += frame.number();
            } else {
                credits.merge(frame.streamId(), frame.number(), Integer::sum);
            }
        } else if (frame.is(RawFrame.SETTINGS) && !frame.has(RawFrame.ACK)) {
            var settings = ByteBuffer.wrap(frame.payload());
            while (settings.hasRemaining()) {
                int id = settings.getShort();
                int value = settings.getInt();
                initial = id == INITIAL_WINDOW_SIZE ? value : initial;
            }
            connection.send(RawFrame.settingsAck());
        }
    }
}
