package io.monopod.gateway.proxy;

import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.Transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A socket to an instance, plain.
final class InstanceTransport implements Transport {
    /// What the kernel takes from us at least while the instance reads nothing.
    static final int SEND_BUFFER = 256 * 1024;

    private final SocketChannel channel;
    private final Socket socket;

    private InstanceTransport(SocketChannel channel) {
        this.channel = channel;
        socket = channel.socket();
    }

    /// Blocks for at most `timeout`.
    static InstanceTransport connect(Target target, Duration timeout) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            var address = new InetSocketAddress(target.host(), target.port());
            channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
            return new InstanceTransport(channel);
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
