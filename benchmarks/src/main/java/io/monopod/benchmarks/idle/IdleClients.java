package io.monopod.benchmarks.idle;

import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.Http2Client;
import io.netty.channel.nio.NioEventLoopGroup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Idle client connections, each with one finished call.
final class IdleClients implements AutoCloseable {
    /// Between two connections. If they came faster, the connections that bind sessions, which stay
    /// for a second, would exceed the limit of open files.
    private static final Duration PACE = Duration.ofMillis(6);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<OneCall> calls = new ArrayList<>();
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final int port;
    private final Duration pace;

    /// Clients that come as fast as the limit of open files allows.
    IdleClients(int port) {
        this(port, PACE);
    }

    /// @param pace between two connections
    IdleClients(int port, Duration pace) {
        this.port = port;
        this.pace = pace;
    }

    /// Opens a connection for each session and waits until every call is answered.
    ///
    /// @throws IOException if a call does not end with OK
    void open(List<Credentials> sessions) throws IOException, InterruptedException {
        for (var session : sessions) {
            var call = new OneCall(session);
            var unused = Http2Client.connect(loops, port, call);
            calls.add(call);
            // Not a wait for an event: this is the interval between clients.
            Thread.sleep(pace);
        }
        for (var call : calls) {
            var status = call.await(TIMEOUT);
            if (!status.equals("0")) {
                throw new IOException("an idle client's call ended with status " + status);
            }
        }
    }

    /// How long each call took, in nanoseconds, in ascending order.
    long[] took() {
        return calls.stream().mapToLong(OneCall::took).sorted().toArray();
    }

    @Override
    public void close() {
        loops.shutdownGracefully().awaitUninterruptibly();
    }
}
