package io.monopod.datapath.connection;

import io.monopod.datapath.http2.frame.Transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A plain socket: to an instance, or from a client that this process accepted itself.
public final class SocketTransport implements Transport {
    /// Bytes that the kernel accepts at least while an instance reads nothing.
    public static final int SEND_BUFFER = 256 * 1024;

    private final SocketChannel channel;
    private final Socket socket;

    private SocketTransport(SocketChannel channel) {
        this.channel = channel;
        socket = channel.socket();
    }

    /// Blocks for at most `timeout`.
    public static SocketTransport connect(String host, int port, Duration timeout)
            throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            var address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
            return new SocketTransport(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// @throws IOException if the client has already gone
    public static SocketTransport accepted(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new SocketTransport(channel);
    }

    @Override
    public int read(byte[] bytes, int from) throws IOException {
        return socket.getInputStream().read(bytes, from, bytes.length - from);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        socket.getOutputStream().write(bytes, from, length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
