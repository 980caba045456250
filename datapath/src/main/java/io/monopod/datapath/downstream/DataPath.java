package io.monopod.datapath.downstream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.monopod.datapath.budget.ProcessBudget;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ConnectionEnds;
import io.monopod.datapath.call.HealthProbes;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.connection.Deadlines;
import io.monopod.datapath.connection.Traffic;
import io.monopod.datapath.http2.frame.Frame;
import io.monopod.datapath.http2.frame.Transport;
import io.monopod.datapath.upstream.UpstreamConnector;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The data path of a gateway: takes the client connections of a Helidon listener or of a
/// [Listener], gets a decision for each call from the [CallHandler], and splices the call to its
/// instance.
public final class DataPath implements ServerConnectionSelector, AutoCloseable {
    /// Time for a client to see GOAWAY; after it, new streams are not accepted.
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

    /// Time for clients to read the last frames.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final CallHandler handler;
    private final DataPathConfig config;
    private final @Nullable TlsServer tls;
    private final Deadlines deadlines = new Deadlines();
    private final OpenConnections connections;
    private final Duration watchPeriod;
    private final ProcessBudget process;
    private final HealthProbes health;
    private final Traffic traffic = new Traffic();
    private final UpstreamConnector connector;
    private volatile boolean draining;
    private volatile boolean closed;
    private volatile boolean turningAway;

    /// @param tls the TLS that clients must use; null for none
    public DataPath(CallHandler handler, DataPathConfig config, @Nullable TlsServer tls) {
        this(handler, config, tls, ProcessBudget.of(config.shared()), HealthProbes.NONE);
    }

    /// @param process the limits that this data path shares with others of the process
    /// @param health for probes without TLS
    public DataPath(
            CallHandler handler,
            DataPathConfig config,
            @Nullable TlsServer tls,
            ProcessBudget process,
            HealthProbes health) {
        this.process = process;
        this.health = health;
        this.handler = handler;
        this.config = config;
        this.tls = tls;
        connector = new UpstreamConnector(config, traffic, process.descriptors(), deadlines);
        int places = Math.min(config.limits().connections(), config.shared().connections());
        // If strangers could use all accepted sockets, no one could make room for the next
        // connection.
        int accepted = process.maxAccepted(places);
        connections =
                new OpenConnections(
                        places, Math.min(config.shared().strangers(), accepted * 7 / 8));
        watchPeriod = config.times().watchPeriod();
        watchLater();
    }

    /// Configures the listener for this data path alone, so that Helidon hands over each connection
    /// at once, with sockets that suit small frames.
    public void listenOn(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.addConnectionSelector(this)
                .protocolsDiscoverServices(false)
                .maxTcpConnections(maxAccepted())
                .useNio(false) // its NIO sockets copy everything once more, 8 KiB at a time
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, Listener.RECEIVE_BUFFER)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build());
    }

    /// The most sockets that its listener may have accepted at once.
    int maxAccepted() {
        return process.maxAccepted(connections.limit());
    }

    /// Lets open calls end, and tells the clients to make new calls elsewhere.
    ///
    /// @param limit how long to wait for the calls; the rest is then cut off
    /// @param told runs when the clients have had time to see GOAWAY
    /// @return whether all calls ended by themselves
    public boolean drain(Duration limit, Runnable told) throws InterruptedException {
        draining = true;
        connections.all().forEach(DownstreamConnection::announceGoAway);
        var grace = limit.compareTo(DRAIN_GRACE) < 0 ? limit : DRAIN_GRACE;
        if (connections.awaitNone(grace)) {
            return true;
        }
        told.run();
        connections.all().forEach(client -> client.close(false));
        boolean ended = connections.awaitNone(limit.minus(grace));
        connections.all().forEach(DownstreamConnection::stop);
        connections.awaitNone(LAST_WORDS);
        return ended;
    }

    /// From now on a new connection is closed before anything is said on it. A client that knows
    /// several addresses then takes the next, which it does not after GOAWAY.
    public void turnAway() {
        turningAway = true;
    }

    boolean isTurningAway() {
        return turningAway;
    }

    /// An instance is lost: its open calls are cut off, and continue elsewhere or end. This is
    /// needed because a hanging process keeps its connections open.
    public void cut(Target lost) {
        connections.all().forEach(client -> client.upstreams().cut(lost));
    }

    /// Closes all connections. Bytes that wait are still written, to clients that read them soon.
    @Override
    public void close() {
        closed = true;
        turnAway(); // one that was accepted, but is not among the connections yet
        connections.all().forEach(client -> client.close(true));
        boolean gone = false;
        try {
            gone = connections.awaitNone(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!gone) {
            connections.all().forEach(DownstreamConnection::cutOff);
        }
        deadlines.close();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return Frame.PREFACE_SIZE;
    }

    @Override
    public Support supports(BufferData start) {
        var bytes = new byte[Frame.PREFACE_SIZE];
        start.read(bytes);
        return Frame.isPreface(bytes) ? Support.SUPPORTED : Support.UNSUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("h2");
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var ends =
                new ConnectionEnds(context.remotePeer().address(), context.localPeer().address());
        return client(new HelidonTransport(context), ends);
    }

    DownstreamConnection client(Transport socket, ConnectionEnds ends) {
        return new DownstreamConnection(this, socket, ends, System.nanoTime());
    }

    CallHandler handler() {
        return handler;
    }

    DataPathConfig config() {
        return config;
    }

    public Traffic traffic() {
        return traffic;
    }

    /// The number of open client connections.
    public int clientConnections() {
        return connections.size();
    }

    @Nullable TlsServer tls() {
        return tls;
    }

    UpstreamConnector connector() {
        return connector;
    }

    /// The limits shared by its connections, and by those of other data paths with the same object.
    public ProcessBudget process() {
        return process;
    }

    /// The number of open client connections without a token.
    public int strangers() {
        return connections.strangers();
    }

    /// The client has shown a valid token.
    void knows(DownstreamConnection client) {
        connections.knows(client);
    }

    HealthProbes health() {
        return health;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /// A copy of the list of open client connections.
    List<DownstreamConnection> clients() {
        return connections.all();
    }

    /// @return whether the connection is within the limit
    boolean opened(DownstreamConnection client) {
        boolean room = process.descriptors().take();
        return connections.add(client) && room;
    }

    boolean isDraining() {
        return draining;
    }

    void closed(DownstreamConnection client) {
        process.descriptors().giveBack();
        connections.remove(client);
    }

    private void watchLater() {
        deadlines.schedule(watchPeriod, this::watch);
    }

    private void watch() {
        if (!closed) {
            long now = System.nanoTime();
            connections.all().forEach(client -> client.watch(now));
            watchLater();
        }
    }
}
