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
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.Settling;
import io.monopod.scenarios.system.SystemControl;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// A gateway and its instances on free ports, each a server of its own over shared slots.
public final class FakeSystem implements AutoCloseable {
    private static final Credentials SOMEBODY = new Credentials("Somebody", "else");

    private final Policy policy;
    private final List<FakeSlot> slots;
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Server gateway;
    private final List<Server> instances = new ArrayList<>();

    public FakeSystem(int count, Policy policy) {
        this.policy = policy;
        this.slots =
                IntStream.rangeClosed(1, count).mapToObj(i -> new FakeSlot("pod-" + i)).toList();
        this.gateway = serve(this::place);
        for (FakeSlot slot : slots) {
            instances.add(serve((session, user) -> slot));
        }
    }

    public Endpoint gateway() {
        return Endpoint.plaintext("localhost", gateway.getPort());
    }

    /// As a system whose processes are ours.
    public TestedSystem own() {
        return new TestedSystem(
                gateway(),
                policy,
                Optional.of(new Control()),
                Optional.of(SOMEBODY),
                Settling.AT_ONCE);
    }

    public TestedSystem remote() {
        return TestedSystem.remote(gateway(), policy);
    }

    public long free() {
        return slots.stream().filter(FakeSlot::isFree).count();
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
        return switch (policy) {
            case STRICT -> slots.get(Math.floorMod(session.hashCode(), slots.size()));
            case EXCLUSIVE -> held(session);
        };
    }

    private FakeSlot held(String session) {
        FakeSlot chosen =
                slots.stream()
                        .filter(slot -> slot.isHeldBy(session))
                        .findFirst()
                        .or(() -> slots.stream().filter(FakeSlot::isFree).findFirst())
                        .orElseThrow(this::allBusy);
        return chosen;
    }

    private RuntimeException allBusy() {
        String count = Integer.toString(slots.size());
        return Errors.detailed(
                Status.RESOURCE_EXHAUSTED,
                "all instances are busy",
                "ALL_INSTANCES_BUSY",
                300,
                Map.of("total", count, "busy", count, "waiting", "0"));
    }

    private static Server serve(FakeService.Place place) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .maxInboundMetadataSize(64 << 10)
                    .intercept(new Papers())
                    .addService(new FakeService(List.of(Credentials.DEMO, SOMEBODY), place))
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

    /// The instances can be reached; nothing can be done to them.
    private final class Control implements SystemControl {
        @Override
        public List<InstanceView> instances() {
            return IntStream.range(0, slots.size())
                    .mapToObj(
                            i ->
                                    new InstanceView(
                                            "instance-" + (i + 1),
                                            slots.get(i).pod(),
                                            Endpoint.plaintext(
                                                    "localhost", instances.get(i).getPort()),
                                            InstanceView.State.RUNNING))
                    .toList();
        }

        @Override
        public InstanceView addInstance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void killInstance(String name) {
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
        public InstanceView restartInstance(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void killGateway() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restartGateway() {
            throw new UnsupportedOperationException();
        }
    }
}
