package io.monopod.myservice;

import com.google.protobuf.util.Durations;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.process.ListenPort;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.DeregisterResponse;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.HeartbeatResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegisterResponse;
import io.monopod.proto.control.v1.RegistryGrpc.RegistryImplBase;
import io.monopod.vouch.InstanceKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A gateway's control listener: it registers instances that know the secret and records their
/// messages.
public final class TestGateway implements AutoCloseable {
    public static final Secret JOIN_SECRET = new Secret("0123456789abcdef");

    private static final Duration OFTEN = Duration.ofMillis(20);

    /// With this interval a test sees only heartbeats that an event caused.
    private static final Duration NEVER = Duration.ofHours(1);

    private static final Metadata.Key<String> JOIN =
            Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER);

    private volatile long granted;
    private volatile List<String> named = List.of();
    private final Duration heartbeat;
    private final TestTokens tokens;
    private final BlockingQueue<RegisterRequest> registrations = new LinkedBlockingQueue<>();
    private final BlockingQueue<HeartbeatRequest> heartbeats = new LinkedBlockingQueue<>();
    private final BlockingQueue<DeregisterRequest> deregisters = new LinkedBlockingQueue<>();
    private final Map<String, InstanceKey> known = new ConcurrentHashMap<>();

    /// The keys of all instances that ever registered.
    private final Map<String, InstanceKey> keys = new ConcurrentHashMap<>();

    private final Semaphore refusals = new Semaphore(0);
    private volatile Consumer<RegisterRequest> onRegister = _ -> {};
    private volatile Runnable onDeregister = () -> {};
    private final Server server;
    private final int port;

    private TestGateway(int port, Duration heartbeat, TestTokens tokens) {
        this.heartbeat = heartbeat;
        this.tokens = tokens;
        this.server =
                NettyServerBuilder.forAddress(new InetSocketAddress("localhost", port))
                        .addService(new Registry())
                        .intercept(new JoinCheck())
                        .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = server.getPort();
    }

    public static TestGateway start() {
        return new TestGateway(port(), OFTEN, new TestTokens());
    }

    /// A port that no outgoing connection gets while no gateway listens on it.
    private static int port() {
        try {
            return ListenPort.chooseFree(1).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A gateway that asks for no periodic heartbeats.
    public static TestGateway startSilent() {
        return new TestGateway(0, NEVER, new TestTokens());
    }

    /// A gateway that replaces `before`, with its address and keys.
    public static TestGateway startAt(TestGateway before) {
        return new TestGateway(before.port, OFTEN, before.tokens);
    }

    public HostPort address() {
        return new HostPort("localhost", port);
    }

    /// The gateways that it tells instances of.
    public void name(String... gateways) {
        named = List.of(gateways);
    }

    public TestTokens tokens() {
        return tokens;
    }

    /// The key that the instance registered with.
    public InstanceKey key(String instance) {
        var key = keys.get(instance);
        if (key == null) {
            throw new AssertionError(instance + " has not registered");
        }
        return key;
    }

    /// The metadata for a control call to the instance.
    public Map<String, String> control(String instance) {
        return Map.of(Names.CONTROL, key(instance).controlProof(new InstanceId(instance)));
    }

    public RegisterRequest nextRegistration() throws InterruptedException {
        return next(registrations);
    }

    public HeartbeatRequest nextHeartbeat() throws InterruptedException {
        return next(heartbeats);
    }

    public DeregisterRequest nextDeregister() throws InterruptedException {
        return next(deregisters);
    }

    /// Waits until `count` messages have been refused for a wrong secret.
    public void awaitRefusals(int count) throws InterruptedException {
        if (!refusals.tryAcquire(count, 10, TimeUnit.SECONDS)) {
            throw new AssertionError("not refused within 10 s");
        }
    }

    /// Acts as if all leases had run out.
    public void forgetAll() {
        known.clear();
    }

    public boolean hasHeardOf(String instance) {
        return known.containsKey(instance);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 10 s");
        }
        return next;
    }

    /// @param action runs when an instance registers, before the reply
    public void onRegister(Consumer<RegisterRequest> action) {
        onRegister = action;
    }

    /// @param look runs when an instance deregisters, before the reply
    public void onDeregister(Runnable look) {
        onDeregister = look;
    }

    /// From now on replies that it has granted `epoch`.
    public void grant(long epoch) {
        granted = epoch;
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Registry extends RegistryImplBase {
        @Override
        public void register(RegisterRequest request, StreamObserver<RegisterResponse> answer) {
            known.put(request.getInstanceId(), InstanceKey.of(request.getKey().toByteArray()));
            keys.putAll(known);
            onRegister.accept(request);
            registrations.add(request);
            answer.onNext(
                    RegisterResponse.newBuilder()
                            .addAllGateways(named)
                            .setLease(Durations.fromSeconds(3))
                            .setHeartbeatInterval(Durations.fromMillis(heartbeat.toMillis()))
                            .setTokens(tokens.rules())
                            .setGrantedEpoch(granted)
                            .build());
            answer.onCompleted();
        }

        @Override
        public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> answer) {
            var id = request.getInstanceId();
            if (!known.containsKey(id)) {
                answer.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            if (!key(id).provesRegistry(request.getProof(), new InstanceId(id))) {
                answer.onError(Status.UNAUTHENTICATED.asRuntimeException());
                return;
            }
            heartbeats.add(request);
            answer.onNext(HeartbeatResponse.newBuilder().addAllGateways(named).build());
            answer.onCompleted();
        }

        @Override
        public void deregister(
                DeregisterRequest request, StreamObserver<DeregisterResponse> answer) {
            onDeregister.run();
            deregisters.add(request);
            answer.onNext(DeregisterResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }

    private final class JoinCheck implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
            if (JOIN_SECRET.value().equals(metadata.get(JOIN))) {
                return next.startCall(call, metadata);
            }
            refusals.release();
            call.close(
                    Status.UNAUTHENTICATED.withDescription("join secret refused"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
