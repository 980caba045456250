package io.monopod.gateway.registry;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.vouch.InstanceKey;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// An instance's control service on a real socket, with invalid answers.
final class OddInstance extends InstanceControlGrpc.InstanceControlImplBase
        implements AutoCloseable {
    final LinkedBlockingQueue<BindRequest> binds = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<EndRequest> ends = new LinkedBlockingQueue<>();
    private final Server server;
    private final Instance instance;
    private final Function<BindRequest, Answer<BindResponse>> onBind;
    private final Function<EndRequest, Answer<EndResponse>> onEnd;

    /// The answer to a request.
    sealed interface Answer<R> {
        /// No answer, ever.
        record None<R>() implements Answer<R> {}

        record Failed<R>(Status status) implements Answer<R> {}

        record Message<R>(R response) implements Answer<R> {}
    }

    private OddInstance(
            String id,
            Function<BindRequest, Answer<BindResponse>> onBind,
            Function<EndRequest, Answer<EndResponse>> onEnd)
            throws IOException {
        this.onBind = onBind;
        this.onEnd = onEnd;
        this.server =
                NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                        .addService(this)
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

    /// Ends sessions correctly; binds as given.
    static OddInstance binding(String id, Function<BindRequest, Answer<BindResponse>> onBind)
            throws IOException {
        return new OddInstance(id, onBind, OddInstance::ended);
    }

    /// Answers neither binds nor ends.
    static OddInstance silent(String id) throws IOException {
        return new OddInstance(id, _ -> new Answer.None<>(), _ -> new Answer.None<>());
    }

    private static Answer<EndResponse> ended(EndRequest request) {
        return new Answer.Message<>(
                EndResponse.newBuilder()
                        .setOutcome(EndResponse.Outcome.NOT_HELD)
                        .setSlot(free(request.getEpoch(), request.getEpoch()))
                        .build());
    }

    static SlotReport free(long epoch, long revision) {
        return SlotReport.newBuilder()
                .setPhase(SlotReport.Phase.FREE)
                .setEpoch(epoch)
                .setRevision(revision)
                .build();
    }

    Instance instance() {
        return instance;
    }

    @Override
    public void bind(BindRequest request, StreamObserver<BindResponse> answer) {
        binds.add(request);
        send(onBind.apply(request), answer);
    }

    @Override
    public void end(EndRequest request, StreamObserver<EndResponse> answer) {
        ends.add(request);
        send(onEnd.apply(request), answer);
    }

    private static <R> void send(Answer<R> content, StreamObserver<R> answer) {
        switch (content) {
            case Answer.None<R> _ -> {}
            case Answer.Failed<R>(var status) -> answer.onError(status.asRuntimeException());
            case Answer.Message<R>(var response) -> {
                answer.onNext(response);
                answer.onCompleted();
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
