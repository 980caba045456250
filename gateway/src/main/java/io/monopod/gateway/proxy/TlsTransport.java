package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.Transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/// TLS over another transport. The reader calls [#handshake] before anybody else uses it.
///
/// Reading and writing share no more than the engine, which lets one thread unwrap while another
/// wraps. What reading has to answer (a key update) goes out with the next write, as RFC 8446,
/// section 4.6.3 allows.
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Enough for the frames of a call. It grows with the first record that is larger.
    private static final int INPUT = 4096;

    private final Transport wire;
    private final SSLEngine engine;

    // Of the reader: octets from the wire, and text for which its caller had no room.
    private byte[] input = new byte[INPUT];
    private int start;
    private int end;
    private ByteBuffer text = NOTHING;

    TlsTransport(Transport wire, SSLEngine engine) {
        this.wire = wire;
        this.engine = engine;
    }

    /// Blocks until both sides know each other.
    ///
    /// @throws IOException also if the peer does not speak HTTP/2
    void handshake() throws IOException {
        engine.beginHandshake();
        var status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            status =
                    switch (status) {
                        case NEED_TASK -> runTasks();
                        case NEED_WRAP -> wrap(NOTHING).getHandshakeStatus();
                        default -> unwrapHandshake();
                    };
        }
        if (!"h2".equals(engine.getApplicationProtocol())) {
            throw new IOException("the peer does not ask for HTTP/2 by ALPN");
        }
    }

    @Override
    public int read(byte[] bytes, int from) throws IOException {
        while (!text.hasRemaining()) {
            text = NOTHING;
            var room = ByteBuffer.wrap(bytes, from, bytes.length - from);
            var result = unwrap(room);
            refuseRenegotiation(result);
            if (room.position() > from) {
                return room.position() - from;
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                return -1;
            }
        }
        int length = Math.min(text.remaining(), bytes.length - from);
        text.get(bytes, from, length);
        return length;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        var rest = ByteBuffer.wrap(bytes, from, length);
        while (rest.hasRemaining()) {
            wrap(rest);
        }
    }

    /// Says that nothing more comes (RFC 8446, section 6.1).
    @Override
    public void finish() throws IOException {
        engine.closeOutbound();
        boolean more = true;
        while (more) {
            more = wrap(NOTHING).bytesProduced() > 0 && !engine.isOutboundDone();
        }
    }

    @Override
    public void close() {
        wire.close();
    }

    private HandshakeStatus unwrapHandshake() throws IOException {
        var result = unwrap(NOTHING);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new IOException("the peer ended the handshake");
        }
        return result.getHandshakeStatus();
    }

    /// One record of the input, for which it waits; text that has no room in `target` goes to
    /// [#text].
    private SSLEngineResult unwrap(ByteBuffer target) throws IOException {
        var room = target;
        boolean overflown = false;
        while (true) {
            var record = ByteBuffer.wrap(input, start, end - start);
            var result = engine.unwrap(record, room);
            start = record.position();
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> fill();
                // More than the session calls an application buffer: the engine's estimate of what
                // a record holds includes its type and padding.
                case BUFFER_OVERFLOW -> {
                    room = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                    overflown = true;
                }
                case OK, CLOSED -> {
                    if (overflown) {
                        text = room.flip();
                    }
                    return checked(result);
                }
            }
        }
    }

    private SSLEngineResult checked(SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        return result;
    }

    /// RFC 9113, section 9.2.1.
    private void refuseRenegotiation(SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("TLSv1.2")) {
            throw new IOException("the peer asks for a new handshake");
        }
    }

    private void fill() throws IOException {
        System.arraycopy(input, start, input, 0, end - start);
        end -= start;
        start = 0;
        if (end == input.length) {
            input = Arrays.copyOf(input, engine.getSession().getPacketBufferSize());
        }
        int read = wire.read(input, end);
        if (read < 1) {
            engine.closeInbound(); // throws if the peer did not say that it is done
            throw new EOFException("the peer is gone");
        }
        end += read;
    }

    private HandshakeStatus runTasks() {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return engine.getHandshakeStatus();
    }

    /// One record, with as much of `source` as it takes.
    private SSLEngineResult wrap(ByteBuffer source) throws IOException {
        // Made for each record: to keep one would cost each idle connection 16 KiB.
        var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        var result = engine.wrap(source, record);
        if (record.position() > 0) {
            wire.write(record.array(), 0, record.position());
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
            throw new IOException("closed");
        }
        return result;
    }
}
