package io.monopod.gateway.proxy;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.monopod.gateway.call.ClientConnection;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.FrameReader;
import io.monopod.gateway.http2.ServerEndpoint;
import io.monopod.gateway.http2.Stream;
import io.monopod.gateway.http2.Transport;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// The client's connection of a [Splice]. Helidon runs [#handle] on a virtual thread, which reads
/// it from then on.
final class ClientSide extends Side<RequestBlock>
        implements ServerConnection, ClientConnection, ServerEndpoint.Acceptor<RequestBlock> {
    static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final System.Logger LOG = System.getLogger(ClientSide.class.getName());

    private static final long PROBE = 0x6d6f6e6f706f643fL;

    private final DataPath path;
    private final Transport transport;
    private volatile boolean secured;
    private final SocketAddress remoteAddress;
    private final ServerEndpoint<RequestBlock> endpoint;
    private final FrameReader<RequestBlock> frames;

    private final OpenCalls openCalls;
    private final ReplayBudgets replayBudgets;
    private final Departure departure;
    private final ClientUse use;

    /// @param now on the clock of [System#nanoTime()]
    ClientSide(DataPath path, ConnectionContext context, long now) {
        super(new Splice(), now);
        this.path = path;
        openCalls = new OpenCalls(limits());
        replayBudgets = ReplayBudgets.of(limits());
        transport = transport(path.traffic().ofClient(new HelidonTransport(context)), path.tls());
        remoteAddress = context.remotePeer().address();
        endpoint = new ServerEndpoint<>(path.config().clientEndpoint(), this, this, now);
        departure = new Departure(endpoint, writer());
        use = new ClientUse(endpoint, path.config().times(), now);
        frames =
                new FrameReader<>(
                        new RequestReader(this, path.handler()), limits().headerListSize());
    }

    private static Transport transport(Transport socket, @Nullable TlsServer tls) {
        return tls == null ? socket : new TlsTransport(socket, tls.newEngine());
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public void handle(Limit limit) {
        boolean welcome = path.opened(this);
        try {
            secure();
            start();
            read(welcome);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "client is gone remote=" + remoteAddress + " reason=" + e);
        } finally {
            end();
            writer().awaitClosed();
            path.closed(this);
            path.handler().closed(this);
        }
    }

    /// Never idle for Helidon: the data path closes idle connections itself.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /// @param interrupt whether to end now rather than gracefully
    @Override
    public void close(boolean interrupt) {
        splice().enter();
        try {
            departure.finish();
            if (interrupt) {
                closeSoon();
            }
        } finally {
            splice().leave();
        }
    }

    @Override
    public Stream<RequestBlock> accept(RequestBlock head) {
        return new ClientStream(this);
    }

    @Override
    public void discard(RequestBlock head) {
        if (head instanceof RequestBlock.Opening opening) {
            opening.abandon(this);
        }
    }

    @Override
    public void onSettings() {}

    @Override
    public void onStreamClosed() {
        departure.onStreamClosed();
    }

    @Override
    public void onPong(long data) {
        departure.onPong(data);
    }

    @Override
    public void onGoAway(int lastStreamId, ErrorCode code) {}

    @Override
    void probe() {
        endpoint.ping(PROBE);
    }

    @Override
    ServerEndpoint<RequestBlock> endpoint() {
        return endpoint;
    }

    /// Null until it is secured: nothing is written before.
    @Override
    @Nullable Transport transport() {
        return secured ? transport : null;
    }

    /// Everybody who writes to the client works for that client.
    @Override
    boolean mayBlock() {
        return false;
    }

    @Override
    boolean isCrowded() {
        return endpoint.out().waiting() > limits().bufferPerConnection();
    }

    DataPathConfig.Limits limits() {
        return path.config().limits();
    }

    DataPath path() {
        return path;
    }

    ReplayBudgets replayBudgets() {
        return replayBudgets;
    }

    OpenCalls openCalls() {
        return openCalls;
    }

    /// The connection to `target`, which is made if there is none. Under the lock.
    InstanceSide instanceFor(Target target) {
        var known = splice().instance(target);
        return known != null ? known : InstanceSide.open(this, target);
    }

    /// Asks the client to open no more streams here. Without the lock.
    void announceGoAway() {
        splice().enter();
        departure.announce();
        splice().leave();
    }

    /// Looks after this connection and those behind it, from time to time. Without the lock.
    void watch(long now) {
        List<InstanceSide> instances;
        splice().enter();
        try {
            watchUse(now);
            instances = splice().instances();
            instances.forEach(side -> side.watchUse(now));
        } finally {
            splice().leaveAtOnce();
        }
        watchPeer(now, path.config().times());
        instances.forEach(side -> side.watchPeer(now, path.config().times()));
    }

    private void watchUse(long now) {
        if (use.isOverdue(now)) {
            endpoint.goAway(ErrorCode.SETTINGS_TIMEOUT);
            closeSoon();
        }
        if (use.isIdle(now)) {
            departure.finish();
        }
        var times = path.config().times();
        endpoint.openStreams().forEach(stream -> ((ClientStream) stream).watch(now, times));
    }

    private void refuse(ConnectionError error) {
        LOG.log(Level.DEBUG, () -> "client broke the protocol remote=" + remoteAddress, error);
        splice().enter();
        endpoint.goAway(error.code());
        endpoint.disconnected();
        splice().leave();
    }

    /// As soon as all is written, or at once if nothing can be.
    private void closeSoon() {
        writer().closeWhenWritten();
        if (!secured) {
            splice().later(transport::close);
        }
    }

    private void secure() throws IOException {
        if (transport instanceof TlsTransport tls) {
            tls.handshake();
        }
        secured = true;
    }

    private void start() {
        splice().enter();
        endpoint.start();
        splice().leave();
    }

    private void read(boolean welcome) throws IOException {
        try {
            if (!welcome) {
                throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many connections");
            }
            if (path.isDraining()) {
                announceGoAway();
            }
            if (readPreface()) {
                readAll(frames, transport);
            }
        } catch (ConnectionError e) {
            refuse(e);
            if (e.code() == ErrorCode.ENHANCE_YOUR_CALM) {
                new Farewell(transport, path.deadlines()).hearOut();
            }
        }
    }

    private boolean readPreface() throws IOException, ConnectionError {
        int seen = frames.skipPreface(PREFACE);
        while (seen >= 0 && seen < PREFACE.length) {
            if (!read(frames, transport)) {
                return false;
            }
            seen = frames.skipPreface(PREFACE);
        }
        if (seen < 0) {
            throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "not HTTP/2");
        }
        return true;
    }

    private void end() {
        splice().enter();
        try {
            secured = true; // if it never was, the writer is about to find out
            writer().closeWhenWritten();
            onOutput();
            endpoint.disconnected();
            frames.abandonedHeads().forEach(this::discard);
            splice().instances().forEach(InstanceSide::end);
        } finally {
            splice().leave();
        }
    }
}
