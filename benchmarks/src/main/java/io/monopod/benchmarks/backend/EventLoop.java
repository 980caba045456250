package io.monopod.benchmarks.backend;

import io.netty.handler.codec.http2.Http2Exception;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One thread that serves many connections. No virtual thread per connection here: the backend must
/// use as little CPU as possible.
final class EventLoop implements Runnable {
    private static final Logger LOG = System.getLogger(EventLoop.class.getName());

    private final Selector selector;
    private final Service service;
    private final Queue<SocketChannel> accepted = new ConcurrentLinkedQueue<>();
    private final Input in = new Input();
    private final Output out = new Output();

    EventLoop(Service service) throws IOException {
        this.selector = Selector.open();
        this.service = service;
    }

    /// Called by the acceptor.
    void adopt(SocketChannel channel) {
        accepted.add(channel);
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
                register();
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "event loop ended", e);
        }
    }

    private void register() throws IOException {
        for (var channel = accepted.poll(); channel != null; channel = accepted.poll()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Peer(channel, key, service));
        }
    }

    private void ready(SelectionKey key) {
        var peer = (Peer) key.attachment();
        try {
            if (key.isWritable()) {
                peer.writable(out);
            } else if (!peer.readable(in, out)) {
                peer.close();
            }
        } catch (IOException e) {
            close(peer);
        } catch (Http2Exception | RuntimeException e) {
            LOG.log(Level.WARNING, "connection given up", e);
            out.take();
            close(peer);
        }
    }

    private static void close(Peer peer) {
        try {
            peer.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }
}
