package io.monopod.gateway;

import com.google.protobuf.ByteString;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.vouch.InstanceKey;
import io.monopod.vouch.MacKey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process with a minimal instance, for tests that kill or freeze one.
final class InstanceProcess implements AutoCloseable {
    /// An echo of this text ends the process, like a request that exhausts its memory.
    static final String POISON = "poison";

    /// A stream of this text sends a message and then ends the process.
    static final String SLOW_POISON = "slow poison";

    private static final int INTERVAL_MILLIS = 100;

    private final Process process;

    private InstanceProcess(Process process) {
        this.process = process;
    }

    /// Starts an instance, which registers with the gateway.
    static InstanceProcess start(String id, Gateway gateway) throws IOException {
        var command =
                JavaCommand.of(
                        InstanceProcess.class,
                        id,
                        Integer.toString(gateway.controlPort()),
                        LocalGateway.JOIN_SECRET);
        return new InstanceProcess(command.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /// The key of the instance with this id.
    static InstanceKey key(String id) {
        return new InstanceKey(MacKey.derived(id.getBytes(StandardCharsets.UTF_8), "test"));
    }

    void awaitRegistered() throws IOException {
        if (process.getInputStream().read() < 0) {
            throw new AssertionError("the instance has ended");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGKILL: the process closes no connection itself. Returns when nothing is left of it. Its
    /// listener can outlive its connections, and until then the instance looks reachable.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGSTOP: the process stays and its sockets stay open, but it does nothing.
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// @param args id, port of the control listener, join secret
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread.ofVirtual().start(InstanceProcess::endWithTheParent);
        var slot = new Slot();
        var key = key(args[0]);
        Server server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(slot)
                        .addService(new Echo(args[0]))
                        .build()
                        .start();
        var join = new Metadata();
        join.put(Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER), args[2]);
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", Integer.parseInt(args[1]))
                        .usePlaintext()
                        .build();
        var registry =
                RegistryGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(join));
        registry.register(
                RegisterRequest.newBuilder()
                        .setInstanceId(args[0])
                        .setCluster("myservice")
                        .setAddress("localhost:" + server.getPort())
                        .setSlot(slot.report())
                        .setKey(ByteString.copyFrom(key.key().bytes()))
                        .build());
        System.out.println("registered");
        while (pause()) {
            registry.heartbeat(
                    HeartbeatRequest.newBuilder()
                            .setInstanceId(args[0])
                            .setSlot(slot.report())
                            .setProof(key.registryProof(new InstanceId(args[0])))
                            .build());
        }
    }

    private static void endWithTheParent() {
        try {
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(0);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static boolean pause() throws InterruptedException {
        return !new CountDownLatch(1).await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static final class Slot extends InstanceControlGrpc.InstanceControlImplBase {
        private SlotReport report =
                SlotReport.newBuilder().setPhase(Phase.FREE).setRevision(1).build();

        synchronized SlotReport report() {
            return report;
        }

        @Override
        public void bind(BindRequest request, StreamObserver<BindResponse> answer) {
            synchronized (this) {
                report =
                        SlotReport.newBuilder()
                                .setPhase(Phase.HELD)
                                .setSessionId(request.getSessionId())
                                .setOwner(request.getOwner())
                                .setEpoch(request.getEpoch())
                                .setRevision(report.getRevision() + 1)
                                .build();
            }
            answer.onNext(
                    BindResponse.newBuilder()
                            .setOutcome(BindResponse.Outcome.BOUND)
                            .setSlot(report())
                            .build());
            answer.onCompleted();
        }

        @Override
        public void end(EndRequest request, StreamObserver<EndResponse> answer) {
            synchronized (this) {
                report =
                        SlotReport.newBuilder()
                                .setPhase(Phase.FREE)
                                .setEpoch(request.getEpoch())
                                .setRevision(report.getRevision() + 1)
                                .build();
            }
            answer.onNext(
                    EndResponse.newBuilder()
                            .setOutcome(EndResponse.Outcome.ENDED)
                            .setSlot(report())
                            .build());
            answer.onCompleted();
        }
    }

    private static final class Echo extends MyServiceAPIGrpc.MyServiceAPIImplBase {
        private final String id;

        Echo(String id) {
            this.id = id;
        }

        @Override
        public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> answer) {
            if (request.getValue().equals(POISON)) {
                Runtime.getRuntime().halt(137);
            }
            answer.onNext(response(request, 0));
            answer.onCompleted();
        }

        @Override
        public void myServiceSubscribe(EchoRequest request, StreamObserver<EchoResponse> answer) {
            Thread.ofVirtual().start(() -> stream(request, answer));
        }

        private void stream(EchoRequest request, StreamObserver<EchoResponse> answer) {
            var call = (ServerCallStreamObserver<EchoResponse>) answer;
            try {
                for (int index = 0; !call.isCancelled(); index++) {
                    answer.onNext(response(request, index));
                    pause();
                    if (request.getValue().equals(SLOW_POISON)) {
                        Runtime.getRuntime().halt(137);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private EchoResponse response(EchoRequest request, int index) {
            return EchoResponse.newBuilder()
                    .setClientValue(request.getValue())
                    .setPodName(id)
                    .setIndex(index)
                    .build();
        }
    }
}
