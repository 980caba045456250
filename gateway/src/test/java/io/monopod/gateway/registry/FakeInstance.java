package io.monopod.gateway.registry;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.gateway.assign.Instance;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.ProbeRequest;
import io.monopod.proto.control.v1.ProbeResponse;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.vouch.InstanceKey;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// An instance's control service on a real socket, with a correct slot.
final class FakeInstance extends InstanceControlGrpc.InstanceControlImplBase
        implements AutoCloseable {
    private static final Metadata.Key<String> CONTROL =
            Metadata.Key.of(Names.CONTROL, Metadata.ASCII_STRING_MARSHALLER);

    final List<String> proofs = new CopyOnWriteArrayList<>();
    final List<EndRequest> ends = new CopyOnWriteArrayList<>();
    private final Server server;
    private final Instance instance;
    private final CountDownLatch answers = new CountDownLatch(1);
    private SlotReport slot = SlotReport.newBuilder().setPhase(Phase.FREE).setRevision(1).build();

    private FakeInstance(String id, boolean silent) throws IOException {
        if (!silent) {
            answers.countDown();
        }
        this.server =
                NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                        .addService(ServerInterceptors.intercept(this, guard()))
                        .build()
                        .start();
        this.instance =
                new Instance(
                        new InstanceId(id),
                        RegistryFixture.CLUSTER,
                        new HostPort("localhost", server.getPort()),
                        Instant.EPOCH,
                        InstanceKey.random());
    }

    static FakeInstance start(String id) throws IOException {
        return new FakeInstance(id, false);
    }

    /// Starts an instance that does not answer until [#allowAnswers].
    static FakeInstance startSilent(String id) throws IOException {
        return new FakeInstance(id, true);
    }

    void allowAnswers() {
        answers.countDown();
    }

    /// Ends the process and closes its port.
    void kill() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    Instance instance() {
        return instance;
    }

    synchronized SlotReport slot() {
        return slot;
    }

    synchronized void slot(SlotReport next) {
        slot = next;
    }

    @Override
    public void bind(BindRequest request, StreamObserver<BindResponse> answer) {
        awaitAnswers();
        answer.onNext(bind(request));
        answer.onCompleted();
    }

    private synchronized BindResponse bind(BindRequest request) {
        if (!request.getInstanceId().equals(instance.id().value())) {
            return answer(BindResponse.Outcome.WRONG_INSTANCE);
        }
        if (request.getEpoch() <= slot.getEpoch()) {
            return answer(BindResponse.Outcome.STALE_EPOCH);
        }
        if (slot.getPhase() != Phase.FREE) {
            return answer(BindResponse.Outcome.HELD_BY_OTHER);
        }
        slot =
                slot.toBuilder()
                        .setPhase(Phase.HELD)
                        .setSessionId(request.getSessionId())
                        .setOwner(request.getOwner())
                        .setEpoch(request.getEpoch())
                        .setProof(request.getProof())
                        .setRevision(slot.getRevision() + 1)
                        .build();
        return answer(BindResponse.Outcome.BOUND);
    }

    private BindResponse answer(BindResponse.Outcome outcome) {
        return BindResponse.newBuilder().setOutcome(outcome).setSlot(slot).build();
    }

    @Override
    public void probe(ProbeRequest request, StreamObserver<ProbeResponse> answer) {
        answer.onNext(ProbeResponse.newBuilder().setSlot(slot()).build());
        answer.onCompleted();
    }

    @Override
    public void end(EndRequest request, StreamObserver<EndResponse> answer) {
        awaitAnswers();
        ends.add(request);
        answer.onNext(end(request));
        answer.onCompleted();
    }

    private synchronized EndResponse end(EndRequest request) {
        slot =
                SlotReport.newBuilder()
                        .setPhase(Phase.FREE)
                        .setEpoch(Math.max(slot.getEpoch(), request.getEpoch()))
                        .setRevision(slot.getRevision() + 1)
                        .build();
        return EndResponse.newBuilder().setOutcome(EndResponse.Outcome.ENDED).setSlot(slot).build();
    }

    private void awaitAnswers() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerInterceptor guard() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                var proof = String.valueOf(headers.get(CONTROL));
                proofs.add(proof);
                if (!instance.key().provesControl(proof, instance.id())) {
                    call.close(Status.UNAUTHENTICATED, new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                return next.startCall(call, headers);
            }
        };
    }

    @Override
    public void close() {
        answers.countDown();
        server.shutdownNow();
    }
}
