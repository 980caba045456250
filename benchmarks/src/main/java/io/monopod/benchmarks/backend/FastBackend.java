package io.monopod.benchmarks.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/// The server: an acceptor and a few event loops, all daemon threads.
final class FastBackend {
    private static final int BACKLOG = 4096;

    private final ServerSocketChannel listener;
    private final List<EventLoop> loops;

    private FastBackend(ServerSocketChannel listener, List<EventLoop> loops) {
        this.listener = listener;
        this.loops = loops;
    }

    /// Listens on loopback.
    ///
    /// @param port 0 for a free one
    static FastBackend start(int port, int loops, Service service) throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        var eventLoops = new ArrayList<EventLoop>();
        for (int i = 0; i < loops; i++) {
            var loop = new EventLoop(service);
            Thread.ofPlatform().daemon().name("loop-" + i).start(loop);
            eventLoops.add(loop);
        }
        var backend = new FastBackend(listener, eventLoops);
        Thread.ofPlatform().daemon().name("acceptor").start(backend::accept);
        return backend;
    }

    int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            for (int i = 0; ; i = (i + 1) % loops.size()) {
                loops.get(i).adopt(listener.accept());
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot accept", e);
        }
    }
}
