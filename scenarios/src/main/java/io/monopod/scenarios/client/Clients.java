package io.monopod.scenarios.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.system.Endpoint;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

/// The clients of one run: each has its own connection, and all share a few transport threads, so
/// that ten thousand are no more than ten thousand sockets. Safe for use by several threads.
public final class Clients implements AutoCloseable {
    private static final int TRANSPORT_THREADS = 2;
    private static final int MAX_MESSAGE = 64 << 20;

    private final String runId;
    private final RunListener listener;
    private final InstantSource clock;
    private final EventLoopGroup transport =
            new NioEventLoopGroup(
                    TRANSPORT_THREADS, new DefaultThreadFactory("client-transport", true));
    private final AtomicInteger clientNumbers = new AtomicInteger();
    private final AtomicLong callNumbers = new AtomicLong();
    private final Set<Client> open = ConcurrentHashMap.newKeySet();

    /// @param runId part of every session id, so that two runs never share one
    public Clients(String runId, RunListener listener, InstantSource clock) {
        this.runId = runId;
        this.listener = listener;
        this.clock = clock;
    }

    /// The next client, labelled by its number. Its connection is made by its first call.
    public Client open(Endpoint endpoint) {
        return open(endpoint, null);
    }

    /// The next client under a label that says what it is for; the label is part of its session id,
    /// so it is visible ASCII.
    ///
    /// @throws IllegalArgumentException with a message for a person, if the endpoint's certificates
    ///   are none
    public Client open(Endpoint endpoint, @Nullable String label) {
        ClientId id = new ClientId(clientNumbers.incrementAndGet());
        String name = label == null ? id.toString() : label;
        ClientView fresh = ClientView.fresh(id, name, name + "-" + runId, clock.instant());
        Client client =
                new Client(
                        endpoint,
                        channel(endpoint),
                        new Journal(listener, clock, fresh),
                        () -> new CallId(callNumbers.incrementAndGet()));
        open.add(client);
        return client;
    }

    /// How many of them are served by an instance now.
    public int active() {
        return (int)
                open.stream().filter(client -> client.view().state() == ClientState.ACTIVE).count();
    }

    /// Closes a client before the run's end.
    public void close(Client client) {
        open.remove(client);
        client.close();
    }

    /// Closes every client, and returns when the transport has let go of their sockets.
    @Override
    public void close() {
        open.forEach(Client::close);
        open.clear();
        transport
                .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private ManagedChannel channel(Endpoint endpoint) {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                        .eventLoopGroup(transport)
                        .channelType(NioSocketChannel.class)
                        // The listener of a call only hands over to the thread that waits.
                        .directExecutor()
                        // Without a service config, gRPC sends again only what never left or never
                        // reached a service (gRFC A6, transparent retries), as it does for every
                        // client: an instance's server may end the connection under a call that
                        // was not sent yet. Any other retry is the client's decision, and counted.
                        .enableRetry()
                        .disableServiceConfigLookUp()
                        .maxInboundMessageSize(MAX_MESSAGE);
        return switch (endpoint.transport()) {
            case Endpoint.Transport.Plaintext() -> builder.usePlaintext().build();
            case Endpoint.Transport.Tls tls -> builder.sslContext(context(tls)).build();
        };
    }

    /// @throws IllegalArgumentException with a message for a person, if a file is not what it
    ///   should be
    private static SslContext context(Endpoint.Transport.Tls tls) {
        SslContextBuilder context = GrpcSslContexts.forClient();
        if (tls.trust() != null) {
            read(tls.trust(), file -> context.trustManager(file));
        }
        Endpoint.Identity identity = tls.identity();
        if (identity != null) {
            read(identity.key(), key -> context.keyManager(identity.certificate().toFile(), key));
        }
        try {
            return context.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS cannot be spoken: " + e.getMessage(), e);
        }
    }

    private static void read(Path pem, Consumer<File> reader) {
        try {
            reader.accept(pem.toFile());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(pem + ": " + e.getMessage(), e);
        }
    }
}
