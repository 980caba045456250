package io.monopod.scenarios.fake;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.Settling;
import io.monopod.scenarios.system.StoreControl;
import io.monopod.scenarios.system.SystemControl;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// A gateway and its instances on free ports: one server each, with shared slots.
public final class FakeSystem implements AutoCloseable {
    private static final Credentials SOMEBODY = new Credentials("Somebody", "else");

    private final SystemSpec spec;
    private final List<FakeSlot> slots;
    private final FakeLine line = new FakeLine();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final int port;
    private volatile Server gateway;
    private final List<Server> instances = new ArrayList<>();

    public FakeSystem(int count, Policy policy) {
        this(SystemSpec.STANDARD.withInstances(count).withPolicy(policy));
    }

    /// Supports the gateway settings `auth-token-lifetime` and `session-idle`, in seconds.
    public FakeSystem(SystemSpec spec) {
        this.spec = spec;
        this.slots =
                IntStream.rangeClosed(1, spec.instances())
                        .mapToObj(i -> new FakeSlot("pod-" + i))
                        .toList();
        this.gateway = serve(0, this::place, spec);
        this.port = gateway.getPort();
        for (FakeSlot slot : slots) {
            instances.add(serve(0, (session, user) -> slot, spec));
        }
    }

    public Endpoint gateway() {
        return Endpoint.plaintext("localhost", port);
    }

    /// As a local system.
    public TestedSystem own() {
        return new TestedSystem(
                List.of(gateway()),
                Optional.of(spec.policy()),
                Optional.of(new Control()),
                Optional.of(SOMEBODY),
                Settling.AT_ONCE);
    }

    public TestedSystem remote() {
        return TestedSystem.remote(List.of(gateway()), Optional.of(spec.policy()));
    }

    /// As a remote system that reports its free instances but does not wait for them.
    public TestedSystem watched() {
        return TestedSystem.remote(gateway(), Optional.of(spec.policy()), this::requireFree);
    }

    private void requireFree(int wanted) throws IOException {
        if (free() < wanted) {
            throw new IOException(wanted + " instances are wanted, and " + free() + " are free");
        }
    }

    public long free() {
        return slots.stream().filter(FakeSlot::isFree).count();
    }

    /// How many instances have a session.
    public long held() {
        return slots.stream().filter(slot -> !slot.isFree() && !slot.isGone()).count();
    }

    @Override
    public void close() {
        gateway.shutdownNow();
        instances.forEach(Server::shutdownNow);
    }

    private synchronized FakeSlot place(String session, String user) {
        if (!owners.computeIfAbsent(session, s -> user).equals(user)) {
            throw Errors.detailed(
                    Status.PERMISSION_DENIED, "session belongs to another user", "NOT_OWNER", -1);
        }
        return switch (spec.policy()) {
            case STRICT -> slots.get(Math.floorMod(session.hashCode(), slots.size()));
            case EXCLUSIVE -> held(session);
        };
    }

    private FakeSlot held(String session) {
        slots.forEach(slot -> slot.releaseIfIdle(idle()));
        FakeSlot chosen =
                slots.stream()
                        .filter(slot -> slot.isHeldBy(session))
                        .findFirst()
                        .or(() -> line.isNext(session) ? anyFree() : Optional.empty())
                        .orElseThrow(this::noneFree);
        return chosen;
    }

    private Duration idle() {
        return Duration.parse("PT" + spec.gatewaySettings().getOrDefault("session-idle", "300s"));
    }

    private Optional<FakeSlot> anyFree() {
        return slots.stream().filter(FakeSlot::isFree).findFirst();
    }

    private RuntimeException noneFree() {
        return slots.stream().allMatch(FakeSlot::isGone)
                ? Errors.detailed(
                        Status.UNAVAILABLE,
                        "backend service unavailable",
                        "BACKEND_UNAVAILABLE",
                        1_000)
                : allBusy();
    }

    private RuntimeException allBusy() {
        String count = Integer.toString(slots.size());
        return Errors.detailed(
                Status.RESOURCE_EXHAUSTED,
                "all instances are busy",
                "ALL_INSTANCES_BUSY",
                300,
                Map.of("total", count, "busy", count, "waiting", Integer.toString(line.size())));
    }

    private Server serve(int port, FakeService.Place place, SystemSpec spec) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress("localhost", port))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .maxInboundMetadataSize(64 << 10)
                    .intercept(new FakeAuthenticator())
                    .addService(
                            new FakeService(List.of(Credentials.DEMO, SOMEBODY), place, spec, line))
                    .fallbackHandlerRegistry(new NotRouted())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NotRouted extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<EchoRequest, EchoResponse> lookupMethod(
                String methodName, @Nullable String authority) {
            return ServerMethodDefinition.create(
                    MyServiceAPIGrpc.getMyServiceEchoMethod(),
                    (call, headers) -> {
                        call.close(
                                Status.UNIMPLEMENTED.withDescription("method not routed"),
                                new Metadata());
                        return new ServerCall.Listener<>() {};
                    });
        }
    }

    /// Supports killing and restarting; what cannot be done to a thread, such as freezing, is not
    /// supported.
    private final class Control implements SystemControl {
        @Override
        public List<InstanceView> instances() {
            return IntStream.range(0, slots.size()).mapToObj(this::view).toList();
        }

        private InstanceView view(int index) {
            FakeSlot slot = slots.get(index);
            return new InstanceView(
                    "instance-" + (index + 1),
                    slot.pod(),
                    Endpoint.plaintext("localhost", instances.get(index).getPort()),
                    slot.isGone() ? InstanceView.State.GONE : InstanceView.State.RUNNING);
        }

        @Override
        public void killInstance(String name) {
            slots.get(index(name)).die();
        }

        @Override
        public void endInstance(String name) {
            killInstance(name);
        }

        @Override
        public InstanceView restartInstance(String name) {
            slots.get(index(name)).revive();
            return view(index(name));
        }

        private int index(String name) {
            return Integer.parseInt(name.substring("instance-".length())) - 1;
        }

        @Override
        public List<GatewayView> gateways() {
            return List.of(new GatewayView("gateway", gateway()));
        }

        @Override
        public Optional<String> leader() {
            return Optional.of("gateway");
        }

        @Override
        public Optional<StoreControl> store() {
            return Optional.empty();
        }

        @Override
        public void killGateway(String name) throws InterruptedException {
            gateway.shutdownNow().awaitTermination();
        }

        @Override
        public void endGateway(String name) throws InterruptedException {
            killGateway(name);
        }

        @Override
        public void restartGateway(String name) throws InterruptedException {
            killGateway(name);
            gateway = serve(port, FakeSystem.this::place, spec);
        }

        @Override
        public InstanceView addInstance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pauseInstance(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resumeInstance(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pauseGateway(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resumeGateway(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> log(String name) {
            return List.of();
        }
    }
}
