package io.monopod.gateway.proxy;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.Target;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The data path of a gateway: takes the client connections of a Helidon listener, asks the
/// [CallHandler] where each call goes, and splices it to its instance.
public final class DataPath implements ServerConnectionSelector, AutoCloseable {
    /// In this time a client should have seen GOAWAY; later its new streams are no longer taken.
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

    private final CallHandler handler;
    private final DataPathConfig config;
    private final @Nullable TlsServer tls;
    private final Deadlines deadlines = new Deadlines();
    private final OpenConnections connections;
    private final Duration watchPeriod;
    private final Descriptors descriptors;
    private final Traffic traffic = new Traffic();
    private volatile boolean draining;
    private volatile boolean closed;

    public DataPath(CallHandler handler, DataPathConfig config) {
        this(handler, config, null);
    }

    /// @param tls that clients have to speak; null for none
    public DataPath(CallHandler handler, DataPathConfig config, @Nullable TlsServer tls) {
        this(handler, config, tls, Descriptors.ofProcess());
    }

    DataPath(
            CallHandler handler,
            DataPathConfig config,
            @Nullable TlsServer tls,
            Descriptors descriptors) {
        this.descriptors = descriptors;
        this.handler = handler;
        this.config = config;
        this.tls = tls;
        connections = new OpenConnections(config.limits().connections());
        watchPeriod = config.times().watchPeriod();
        watchLater();
    }

    /// Sets the listener up for this data path: nothing else is served there, so that Helidon hands
    /// over each connection at once, and the sockets are fit for small frames.
    public void listenOn(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.addConnectionSelector(this)
                .protocolsDiscoverServices(false)
                .useNio(false) // its NIO sockets copy everything once more, 8 KiB at a time
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, 256 * 1024)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build());
    }

    /// Lets the calls that are under way end, and tells the clients to make new ones elsewhere.
    ///
    /// @param limit how long to wait for the calls; what is left is then cut off
    /// @param told runs when the clients have had the time to learn of it
    /// @return whether all calls ended by themselves
    public boolean drain(Duration limit, Runnable told) throws InterruptedException {
        draining = true;
        connections.all().forEach(ClientSide::announceGoAway);
        var grace = limit.compareTo(DRAIN_GRACE) < 0 ? limit : DRAIN_GRACE;
        if (connections.awaitNone(grace)) {
            return true;
        }
        told.run();
        connections.all().forEach(client -> client.close(false));
        boolean ended = connections.awaitNone(limit.minus(grace));
        connections.all().forEach(client -> client.close(true));
        return ended;
    }

    /// An instance is lost: what still runs to it is cut off, and goes on elsewhere or ends. A
    /// process that hangs keeps its connections.
    public void cut(Target lost) {
        connections.all().forEach(client -> client.splice().cut(lost));
    }

    /// Cuts everything off.
    @Override
    public void close() {
        closed = true;
        connections.all().forEach(client -> client.close(true));
        deadlines.close();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return ClientSide.PREFACE.length;
    }

    @Override
    public Support supports(BufferData start) {
        var bytes = new byte[ClientSide.PREFACE.length];
        start.read(bytes);
        return Arrays.equals(bytes, ClientSide.PREFACE) ? Support.SUPPORTED : Support.UNSUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("h2");
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new ClientSide(this, context, System.nanoTime());
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

    /// How many are open.
    public int clientConnections() {
        return connections.size();
    }

    @Nullable TlsServer tls() {
        return tls;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /// A copy.
    List<ClientSide> clients() {
        return connections.all();
    }

    /// @return whether there is room for one more connection
    boolean opened(ClientSide client) {
        boolean room = descriptors.take();
        return connections.add(client) && room;
    }

    boolean isDraining() {
        return draining;
    }

    void closed(ClientSide client) {
        descriptors.giveBack();
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
