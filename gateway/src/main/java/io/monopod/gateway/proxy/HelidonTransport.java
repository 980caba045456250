package io.monopod.gateway.proxy;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.monopod.gateway.http2.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A client's socket, plain or TLS, as Helidon accepted it.
///
/// Helidon closes it when the connection's handler returns, and its own `close()` waits for a write
/// that is under way. What ends reading and writing at once is an interrupt of the threads that do
/// it, which closes the channel beneath them.
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

    /// Helidon means to remove `read`, but what it offers instead, `get`, reads 8 KiB at a time and
    /// copies them twice.
    @Override
    @SuppressWarnings("removal")
    public int read(byte[] bytes, int from) throws IOException {
        int ahead = Math.min(identified.available(), bytes.length - from);
        if (ahead > 0) { // read by Helidon to find out which protocol it is
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

    /// The same array, to be filled from `from` on without a copy.
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

    /// Takes an interrupt of ours back: the thread has other connections to write to.
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
