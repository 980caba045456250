package io.monopod.datapath.connection;

import io.monopod.datapath.http2.frame.Transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/// TLS over another transport. The reader calls [#handshake] before any other use.
///
/// Reading and writing share only the engine, which lets one thread unwrap while another wraps.
/// What reading must answer (a key update) is sent with the next write, as RFC 8446, section 4.6.3
/// allows.
public final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Bytes, enough for the frames of a call. The buffer grows with the first larger record.
    private static final int INPUT = 4096;

    private final Transport wire;
    private final SSLEngine engine;

    // Used only by the reader: bytes from the wire, and decrypted bytes for which its caller had no
    // room.
    private byte[] input = new byte[INPUT];
    private int start;
    private int end;
    private ByteBuffer text = NOTHING;

    public TlsTransport(Transport wire, SSLEngine engine) {
        this.wire = wire;
        this.engine = engine;
    }

    /// Blocks until the handshake is complete.
    ///
    /// @throws IOException also if the peer does not speak HTTP/2
    public void handshake() throws IOException {
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
            int before = rest.remaining();
            var result = wrap(rest);
            if (rest.remaining() == before && result.bytesProduced() == 0) {
                throw new IOException("the handshake has not ended");
            }
        }
    }

    /// Sends close_notify (RFC 8446, section 6.1).
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

    /// Reads and decrypts one record. Decrypted bytes that do not fit into `target` go to [#text].
    private SSLEngineResult unwrap(ByteBuffer target) throws IOException {
        var room = target;
        boolean overflown = false;
        while (true) {
            var record = ByteBuffer.wrap(input, start, end - start);
            var result = engine.unwrap(record, room);
            start = record.position();
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> fill();
                // This can exceed the session's application buffer size, because the engine's
                // estimate of a record's content includes its type and padding.
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
            engine.closeInbound(); // throws if the peer sent no close_notify
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

    /// Encrypts one record, with as much of `source` as fits.
    private SSLEngineResult wrap(ByteBuffer source) throws IOException {
        // Allocated for each record: to keep one would cost each idle connection 16 KiB.
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
