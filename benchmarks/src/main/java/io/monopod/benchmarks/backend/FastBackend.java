package io.monopod.benchmarks.backend;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/// The server: any number of ports on loopback, an acceptor and a few event loops, all daemon
/// threads.
final class FastBackend {
    private static final Logger LOG = System.getLogger(FastBackend.class.getName());

    private final Selector acceptor;
    private final List<EventLoop> loops;
    private final List<Integer> ports = new ArrayList<>();
    private int turn;

    private FastBackend(Selector acceptor, List<EventLoop> loops) {
        this.acceptor = acceptor;
        this.loops = loops;
    }

    /// Listens on one free port.
    static FastBackend start(int loops, Service service) throws IOException {
        return start(0, 1, loops, service);
    }

    /// Listens on `count` ports from `from` on, and skips ports that are taken.
    ///
    /// @param from 0 for free ports of the system's choice
    static FastBackend start(int from, int count, int loops, Service service) throws IOException {
        var eventLoops = new ArrayList<EventLoop>();
        for (int i = 0; i < loops; i++) {
            var loop = new EventLoop(service);
            Thread.ofPlatform().daemon().name("loop-" + i).start(loop);
            eventLoops.add(loop);
        }
        var backend = new FastBackend(Selector.open(), eventLoops);
        for (int port = from; backend.ports.size() < count; port += from == 0 ? 0 : 1) {
            backend.listen(port);
        }
        Thread.ofPlatform().daemon().name("acceptor").start(backend::accept);
        return backend;
    }

    List<Integer> ports() {
        return List.copyOf(ports);
    }

    private void listen(int port) throws IOException {
        var listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            listener.close();
            return;
        }
        listener.configureBlocking(false);
        listener.register(acceptor, SelectionKey.OP_ACCEPT);
        ports.add(listener.socket().getLocalPort());
    }

    private void accept() {
        try {
            while (acceptor.isOpen()) {
                acceptor.select(this::accept);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "acceptor ended", e);
        }
    }

    private void accept(SelectionKey key) {
        try {
            var channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                loops.get(turn++ % loops.size()).adopt(channel);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot accept", e);
        }
    }
}
