package io.monopod.gateway.listen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Notices that a listener has ended. When `accept` fails, Helidon ends that listener for good,
/// only logs it, and continues with the others.
///
/// Helidon has no query for this, but the system has: binding to an address fails while something
/// listens on it.
public final class ListenerWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ListenerWatch.class.getName());

    /// @param name for the log
    public record Listener(String name, String host, int port) {}

    /// A listener's address and a socket that tries to bind to it. The socket is opened at the
    /// start: listeners end when file descriptors run out, and then no new socket can be opened.
    private record Probe(Listener listener, ServerSocketChannel socket) {
        static Probe of(Listener listener) {
            try {
                return new Probe(
                        listener,
                        ServerSocketChannel.open()
                                .setOption(StandardSocketOptions.SO_REUSEADDR, true));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot watch " + listener, e);
            }
        }

        boolean isPortFree() {
            try {
                socket.bind(new InetSocketAddress(listener.host(), listener.port()));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "cannot close a probe", e);
            }
        }
    }

    private final List<Probe> probes;
    private final Duration period;
    private final Consumer<Listener> ended;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param ended called once, with the first listener that ends, on a thread of the watch
    public ListenerWatch(List<Listener> listeners, Duration period, Consumer<Listener> ended) {
        this.probes = listeners.stream().map(Probe::of).toList();
        this.period = period;
        this.ended = ended;
        Thread.ofVirtual().name("listener watch").start(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                var gone = probes.stream().filter(Probe::isPortFree).findFirst();
                // On a stop the listeners end first; wait for `close` before reporting one.
                if (gone.isPresent() && !closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                    var listener = gone.get().listener();
                    LOG.log(Level.ERROR, "a listener has ended listener={0}", listener.name());
                    ended.accept(listener);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            probes.forEach(Probe::close);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
