package io.monopod.datapath.downstream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.monopod.datapath.http2.frame.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A client's socket from Helidon, plain or TLS.
///
/// Helidon closes the socket when the connection's handler returns, and its own `close()` waits for
/// a write in progress. To end reading and writing at once, the threads that do so are interrupted,
/// which closes the channel beneath them.
final class HelidonTransport implements Transport {
    private final HelidonSocket socket;
    private final DataReader identified;
    private final Object guard = new Object();
    private @Nullable Thread reader;
    private @Nullable Thread writer;
    private boolean closed;

    HelidonTransport(ConnectionContext context) {
        socket = context.serverSocket();
        identified = context.dataReader();
    }

    /// Helidon plans to remove `read`, but its replacement `get` reads 8 KiB at a time and copies
    /// them twice.
    @Override
    @SuppressWarnings("removal")
    public int read(byte[] bytes, int from) throws IOException {
        int ahead = Math.min(identified.available(), bytes.length - from);
        if (ahead > 0) { // read by Helidon to detect the protocol
            return identified.readBuffer(ahead).read(bytes, from, ahead);
        }
        begin(true);
        try {
            return socket.read(emptyFrom(bytes, from));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            end(true);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        begin(false);
        try {
            socket.write(BufferData.create(bytes, from, length));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            end(false);
        }
    }

    @Override
    public void close() {
        synchronized (guard) {
            closed = true;
            if (reader != null) {
                reader.interrupt();
            }
            if (writer != null) {
                writer.interrupt();
            }
        }
    }

    /// A buffer over the same array that is filled from `from` on, without a copy.
    private static BufferData emptyFrom(byte[] bytes, int from) {
        var data = BufferData.create(bytes).reset();
        data.write(bytes, 0, from);
        return data;
    }

    private void begin(boolean reading) throws IOException {
        synchronized (guard) {
            if (closed) {
                throw new IOException("closed");
            }
            if (reading) {
                reader = Thread.currentThread();
            } else {
                writer = Thread.currentThread();
            }
        }
    }

    /// Clears an interrupt of ours, because the thread has other connections to write to.
    private void end(boolean reading) {
        synchronized (guard) {
            if (reading) {
                reader = null;
            } else {
                writer = null;
            }
            if (closed) {
                Thread.interrupted();
            }
        }
    }
}
