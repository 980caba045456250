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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

/// The clients of one run. Each has its own connection, and all share a few transport threads, so
/// ten thousand clients cost only ten thousand sockets. Safe for use by several threads.
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

    /// The next client, labelled by its number. Its first call opens the connection.
    public Client open(Endpoint endpoint) {
        return open(List.of(endpoint), null);
    }

    /// The next client with a descriptive label.
    public Client open(Endpoint endpoint, @Nullable String label) {
        return open(List.of(endpoint), label);
    }

    /// The next client. If an endpoint refuses its connection it tries the next one.
    ///
    /// @param endpoints with the same transport
    /// @param label part of its session id, so it is visible ASCII; null for its number
    /// @throws IllegalArgumentException with a message for the user, if the endpoint's certificates
    ///   are invalid
    public Client open(List<Endpoint> endpoints, @Nullable String label) {
        ClientId id = new ClientId(clientNumbers.incrementAndGet());
        String name = label == null ? id.toString() : label;
        ClientView fresh = ClientView.fresh(id, name, name + "-" + runId, clock.instant());
        Client client =
                new Client(
                        endpoints.getFirst(),
                        channel(endpoints),
                        new Journal(listener, clock, fresh),
                        () -> new CallId(callNumbers.incrementAndGet()));
        open.add(client);
        return client;
    }

    /// How many of them an instance serves now.
    public int active() {
        return (int)
                open.stream().filter(client -> client.view().state() == ClientState.ACTIVE).count();
    }

    /// Closes a client before the run ends.
    public void close(Client client) {
        open.remove(client);
        client.close();
    }

    /// Closes every client; returns when the transport has closed their sockets.
    @Override
    public void close() {
        open.forEach(Client::close);
        open.clear();
        transport
                .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private ManagedChannel channel(List<Endpoint> endpoints) {
        Endpoint first = endpoints.getFirst();
        NettyChannelBuilder to =
                endpoints.size() == 1
                        ? NettyChannelBuilder.forAddress(first.host(), first.port())
                        : NettyChannelBuilder.forTarget(InTurn.target(endpoints));
        NettyChannelBuilder builder =
                to.eventLoopGroup(transport)
                        .channelType(NioSocketChannel.class)
                        // A call's listener only hands over to the waiting thread.
                        .directExecutor()
                        // Without a service config gRPC retries only what never left or never
                        // reached a service (gRFC A6, transparent retries), as for every client: an
                        // instance's server may close the connection before the call is sent. The
                        // client makes and counts all other retries.
                        .enableRetry()
                        .disableServiceConfigLookUp()
                        .maxInboundMessageSize(MAX_MESSAGE);
        return switch (first.transport()) {
            case Endpoint.Transport.Plaintext() -> builder.usePlaintext().build();
            case Endpoint.Transport.Tls tls -> builder.sslContext(context(tls)).build();
        };
    }

    /// @throws IllegalArgumentException with a message for the user, if a file is invalid
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
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
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
