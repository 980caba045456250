package io.monopod.gateway.vouching;

import com.google.protobuf.ByteString;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlImplBase;
import io.monopod.proto.control.v1.ProbeRequest;
import io.monopod.proto.control.v1.ProbeResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIImplBase;
import io.monopod.vouch.InstanceKey;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An instance that obeys and records every request. Tests write its messages to the registry
/// themselves.
final class ScriptedInstance implements AutoCloseable {
    final String id;
    final InstanceKey key = InstanceKey.random();

    /// The metadata of each forwarded call.
    final List<Metadata> calls = new CopyOnWriteArrayList<>();

    final List<EndRequest> ends = new CopyOnWriteArrayList<>();
    private final Server server;
    private final ManagedChannel channel;
    private SlotReport slot = SlotReport.newBuilder().setPhase(Phase.FREE).setRevision(1).build();

    private ScriptedInstance(String id, int port, Gateway gateway) throws IOException {
        this.id = id;
        this.server =
                NettyServerBuilder.forAddress(new InetSocketAddress("localhost", port))
                        .addService(new Control())
                        .addService(new Echo())
                        .intercept(new Guard())
                        .build()
                        .start();
        this.channel =
                NettyChannelBuilder.forAddress("localhost", gateway.controlPort())
                        .usePlaintext()
                        .build();
    }

    /// Starts an instance that listens and has sent nothing yet.
    static ScriptedInstance start(String id, Gateway gateway) throws IOException {
        return new ScriptedInstance(id, 0, gateway);
    }

    /// Starts an instance at the address of one that is gone.
    static ScriptedInstance startAt(String id, int port, Gateway gateway) throws IOException {
        return new ScriptedInstance(id, port, gateway);
    }

    /// Runs the listener on a disconnection from the gateway, or at once if there is no connection.
    void whenDisconnected(Runnable listener) {
        channel.notifyWhenStateChanged(ConnectivityState.READY, listener);
    }

    int port() {
        return server.getPort();
    }

    synchronized SlotReport slot() {
        return slot;
    }

    /// Sets the instance's reports from now on.
    synchronized void claims(SlotReport.Builder next) {
        slot = next.setRevision(slot.getRevision() + 1).build();
    }

    RegistryGrpc.RegistryBlockingStub registry() {
        var join = new Metadata();
        join.put(
                Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER),
                LocalGateway.JOIN_SECRET);
        return RegistryGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(join));
    }

    RegisterRequest.Builder registration() {
        return RegisterRequest.newBuilder()
                .setInstanceId(id)
                .setCluster("myservice")
                .setAddress("localhost:" + port())
                .setSlot(slot())
                .setKey(ByteString.copyFrom(key.key().bytes()));
    }

    Status.Code register() {
        return code(() -> registry().register(registration().build()));
    }

    String proof() {
        return key.registryProof(new InstanceId(id));
    }

    Status.Code heartbeat() {
        return heartbeat(id, proof());
    }

    Status.Code heartbeat(String instance, String proof) {
        var request =
                HeartbeatRequest.newBuilder()
                        .setInstanceId(instance)
                        .setSlot(slot())
                        .setProof(proof)
                        .build();
        return code(() -> registry().heartbeat(request));
    }

    Status.Code deregister(String instance, String proof) {
        var request =
                DeregisterRequest.newBuilder().setInstanceId(instance).setProof(proof).build();
        return code(() -> registry().deregister(request));
    }

    static Status.Code code(Runnable call) {
        try {
            call.run();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    /// Admits only its gateway, like the real instance.
    private final class Guard implements ServerInterceptor {
        private static final Metadata.Key<String> CONTROL =
                Metadata.Key.of(Names.CONTROL, Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (!call.getMethodDescriptor().getFullMethodName().contains("InstanceControl")) {
                calls.add(headers);
                return next.startCall(call, headers);
            }
            var proof = headers.get(CONTROL);
            if (proof != null && key.provesControl(proof, new InstanceId(id))) {
                return next.startCall(call, headers);
            }
            call.close(Status.UNAUTHENTICATED, new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    private final class Control extends InstanceControlImplBase {
        @Override
        public void bind(BindRequest request, StreamObserver<BindResponse> answer) {
            claims(
                    SlotReport.newBuilder()
                            .setPhase(Phase.HELD)
                            .setSessionId(request.getSessionId())
                            .setOwner(request.getOwner())
                            .setEpoch(request.getEpoch())
                            .setProof(request.getProof()));
            answer.onNext(
                    BindResponse.newBuilder()
                            .setOutcome(BindResponse.Outcome.BOUND)
                            .setSlot(slot())
                            .build());
            answer.onCompleted();
        }

        @Override
        public void end(EndRequest request, StreamObserver<EndResponse> answer) {
            claims(SlotReport.newBuilder().setPhase(Phase.FREE).setEpoch(request.getEpoch()));
            ends.add(request);
            answer.onNext(
                    EndResponse.newBuilder()
                            .setOutcome(EndResponse.Outcome.ENDED)
                            .setSlot(slot())
                            .build());
            answer.onCompleted();
        }

        @Override
        public void probe(ProbeRequest request, StreamObserver<ProbeResponse> answer) {
            answer.onNext(ProbeResponse.newBuilder().setSlot(slot()).build());
            answer.onCompleted();
        }
    }

    private final class Echo extends MyServiceAPIImplBase {
        @Override
        public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> answer) {
            answer.onNext(EchoResponse.newBuilder().setPodName(id).build());
            answer.onCompleted();
        }
    }
}
