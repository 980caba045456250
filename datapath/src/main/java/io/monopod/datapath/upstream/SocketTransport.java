package io.monopod.datapath.upstream;

import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.frame.Transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A plain socket to an instance.
final class SocketTransport implements Transport {
    /// Bytes that the kernel accepts at least while the instance reads nothing.
    static final int SEND_BUFFER = 256 * 1024;

    private final SocketChannel channel;
    private final Socket socket;

    private SocketTransport(SocketChannel channel) {
        this.channel = channel;
        socket = channel.socket();
    }

    /// Blocks for at most `timeout`.
    static SocketTransport connect(Target target, Duration timeout) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            var address = new InetSocketAddress(target.host(), target.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(target.host());
            }
            channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
            return new SocketTransport(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
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
