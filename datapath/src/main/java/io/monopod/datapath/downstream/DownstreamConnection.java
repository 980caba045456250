package io.monopod.datapath.downstream;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;
import io.monopod.datapath.budget.OpenCalls;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.ConnectionEnds;
import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.config.ConnectionLimits;
import io.monopod.datapath.connection.ConnectionGroup;
import io.monopod.datapath.connection.Deadlines;
import io.monopod.datapath.connection.Http2Connection;
import io.monopod.datapath.connection.TlsTransport;
import io.monopod.datapath.http2.ServerEndpoint;
import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.FrameReader;
import io.monopod.datapath.http2.frame.Transport;
import io.monopod.datapath.splice.Downstream;
import io.monopod.datapath.splice.EncodedAnswer;
import io.monopod.datapath.splice.ReplayBudgets;
import io.monopod.datapath.splice.UpstreamConnection;
import io.monopod.datapath.upstream.Upstreams;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

/// The client's connection of a [ConnectionGroup]. Who accepted it, Helidon or a [Listener], runs
/// it on a virtual thread, which becomes its reader.
final class DownstreamConnection extends Http2Connection<RequestBlock>
        implements ServerConnection,
                ClientConnection,
                ServerEndpoint.Acceptor<RequestBlock>,
                Downstream {
    private static final System.Logger LOG = System.getLogger(DownstreamConnection.class.getName());

    /// Bytes that may wait for the client when memory is low.
    private static final int MAX_TIGHT = 64 * 1024;

    private static final long PROBE = 0x6d6f6e6f706f643fL;

    private final DataPath path;
    private final Transport transport;
    private volatile boolean secured;
    private boolean started;
    private final ConnectionEnds ends;
    private final ServerEndpoint<RequestBlock> endpoint;
    private final FrameReader<RequestBlock> frames;

    private final OpenCalls openCalls;
    private final ReplayBudgets replayBudgets;
    private final GoawaySequence departure;
    private final ClientTimeouts use;
    private final Upstreams upstreams;

    // Used only by the reader.
    private boolean tokenSeen;
    private String user = "";

    /// @param now on the clock of [System#nanoTime()]
    DownstreamConnection(DataPath path, Transport socket, ConnectionEnds ends, long now) {
        super(new ConnectionGroup(path.process().memoryShare()), now);
        this.path = path;
        this.ends = ends;
        upstreams = new Upstreams(this, path.connector());
        openCalls = new OpenCalls(limits(), path.process(), group().memory(), this::dropLongest);
        replayBudgets = ReplayBudgets.of(limits(), group().memory());
        transport = transport(path.traffic().ofClient(socket), path.tls());
        endpoint = new ServerEndpoint<>(path.config().clientEndpoint(), this, this, now);
        departure = new GoawaySequence(endpoint, writer());
        use = new ClientTimeouts(endpoint, path.config().times(), now);
        frames =
                new FrameReader<>(
                        new RequestReader(this, path.handler()), limits().headerListSize());
    }

    private static Transport transport(Transport socket, @Nullable TlsServer tls) {
        return tls == null ? socket : new TlsTransport(socket, tls.newEngine());
    }

    SocketAddress remoteAddress() {
        return ends.remote();
    }

    @Override
    public void tokenShown(String shownBy) {
        tokenSeen = true;
        if (user.isEmpty()) {
            user = shownBy;
            path.knows(this);
            group().run(group().memory()::becomeKnown);
        }
    }

    @Override
    public void secretShown() {
        var remote = remoteAddress();
        var ip = remote instanceof InetSocketAddress address ? address.getAddress() : null;
        tokenShown(ip == null ? remote.toString() : ip.getHostAddress());
    }

    /// Whose token the first call with one has shown; empty before.
    String user() {
        return user;
    }

    /// The next call has shown no token yet. Called only by the reader, like the next method.
    void beginAdmission() {
        tokenSeen = false;
    }

    boolean hasSeenToken() {
        return tokenSeen;
    }

    @Override
    public EncodedAnswer overloaded() {
        return EncodedAnswer.of(path.handler().overloaded());
    }

    @Override
    protected void noRoomToRead(int more) throws ConnectionError {
        throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "no memory is left");
    }

    @Override
    public void handle(Limit limit) {
        run();
    }

    /// Serves the client until the connection has ended.
    void run() {
        boolean welcome = path.opened(this);
        try {
            // Only now: a data path that closes has it among its connections, or turns it away.
            if (!path.isTurningAway() && (welcome || !(transport instanceof TlsTransport))) {
                secure();
                read(welcome);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "client is gone remote=" + remoteAddress() + " reason=" + e);
        } finally {
            group().run(this::end);
            writer().awaitClosed();
            group().run(this::giveBack);
            path.closed(this);
            path.handler().closed(this);
        }
    }

    /// Never idle for Helidon, because the data path itself closes idle connections.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /// @param interrupt whether to close now rather than gracefully
    @Override
    public void close(boolean interrupt) {
        group().runAtOnce(
                        () -> {
                            departure.finish();
                            if (interrupt) {
                                closeSoon();
                            }
                        });
    }

    @Override
    public Stream<RequestBlock> accept(RequestBlock head) {
        return new DownstreamStream(this);
    }

    @Override
    public void discard(RequestBlock head) {
        head.abandon(this);
    }

    @Override
    public void onStreamClosed() {
        departure.onStreamClosed();
    }

    @Override
    public void onPong(long data) {
        departure.onPong(data);
    }

    @Override
    protected void probe() {
        endpoint.ping(PROBE);
    }

    @Override
    protected ServerEndpoint<RequestBlock> endpoint() {
        return endpoint;
    }

    /// Null until the TLS handshake is complete; nothing is written before.
    @Override
    protected @Nullable Transport transport() {
        return secured ? transport : null;
    }

    /// Threads that write to the client serve that client alone: a write that blocks holds up no
    /// other.
    @Override
    protected boolean mayBlock() {
        return false;
    }

    @Override
    public boolean isCrowded() {
        int waiting = endpoint.out().waiting();
        return waiting > limits().bufferPerConnection()
                || (waiting > MAX_TIGHT && memory().isTight());
    }

    @Override
    public ConnectionLimits limits() {
        return path.config().limits();
    }

    @Override
    public ReplayBudgets replayBudgets() {
        return replayBudgets;
    }

    @Override
    public OpenCalls openCalls() {
        return openCalls;
    }

    @Override
    public Deadlines deadlines() {
        return path.deadlines();
    }

    Upstreams upstreams() {
        return upstreams;
    }

    @Override
    public boolean dropLongest(long than) {
        return LongestQueue.drop(this, than);
    }

    @Override
    public UpstreamConnection upstreamFor(Upstream upstream) {
        return upstreams.to(upstream);
    }

    @Override
    public ConnectionEnds ends() {
        return ends;
    }

    /// Ends the open calls, each with a status, and then the connection. Without the lock; waits
    /// for no peer.
    void stop() {
        var answer = EncodedAnswer.of(path.handler().stopped());
        group().runAtOnce(
                        () -> {
                            departure.finish();
                            for (var stream : endpoint.openStreams()) {
                                ((DownstreamStream) stream).stop(answer);
                            }
                        });
    }

    /// Closes the connection even if bytes wait to be written. Safe on any thread, at any time.
    void cutOff() {
        transport.close();
    }

    /// Tells the client to open no more streams here. Without the lock.
    void announceGoAway() {
        group().runAtOnce(
                        () -> {
                            startOnce();
                            departure.announce();
                        });
    }

    /// Checks this connection and its instance connections; called periodically. Without the lock.
    void watch(long now) {
        group().runAtOnce(
                        () -> {
                            watchUse(now);
                            upstreams.watch(now);
                        });
        watchPeer(now, path.config().times());
    }

    private void watchUse(long now) {
        if (use.isOverdue(now)) {
            startOnce();
            endpoint.goAway(ErrorCode.SETTINGS_TIMEOUT);
            closeSoon();
        }
        if (use.isIdle(now)) {
            departure.finish();
        }
        var times = path.config().times();
        endpoint.openStreams().forEach(stream -> ((DownstreamStream) stream).watch(now, times));
    }

    private void refuse(ConnectionError error) {
        LOG.log(Level.DEBUG, () -> "client broke the protocol remote=" + remoteAddress(), error);
        group().run(
                        () -> {
                            startOnce();
                            endpoint.goAway(error.code());
                            endpoint.disconnected();
                        });
    }

    /// Closes when everything is written, or at once if nothing can be.
    private void closeSoon() {
        writer().closeWhenWritten();
        if (!secured) {
            group().later(transport::close);
        }
    }

    private void secure() throws IOException {
        if (transport instanceof TlsTransport tls) {
            tls.handshake();
        }
        secured = true;
    }

    /// Sends SETTINGS as the first frame, but not to a client that speaks another protocol. Under
    /// the lock.
    private void startOnce() {
        if (!started) {
            started = true;
            endpoint.start();
        }
    }

    private void read(boolean welcome) throws IOException {
        if (path.isTurningAway()) {
            return;
        }
        try {
            if (!welcome) {
                throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many connections");
            }
            if (new Preface(frames, transport, path.deadlines(), path.health())
                    .read(this, () -> group().run(this::startOnce))) {
                if (path.isDraining()) {
                    announceGoAway();
                }
                readAll(frames, transport);
            }
        } catch (ConnectionError e) {
            refuse(e);
            if (e.code() == ErrorCode.ENHANCE_YOUR_CALM) {
                new LingeringClose(transport, path.deadlines()).close();
            }
        }
    }

    /// Under the lock.
    private void end() {
        secured = true; // if the handshake failed, the writer gets the error
        writer().closeWhenWritten();
        onOutput();
        endpoint.disconnected();
        frames.abandonedHeads().forEach(this::discard);
        upstreams.end();
    }

    /// Gives back the shares of memory and calls. Nothing more arrives. Under the lock.
    private void giveBack() {
        group().memory().close();
        openCalls.end();
    }
}
