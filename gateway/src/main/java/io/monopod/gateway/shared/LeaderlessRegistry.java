package io.monopod.gateway.shared;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.Names;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.DeregisterResponse;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.HeartbeatResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegisterResponse;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;

import java.util.function.BiPredicate;

/// Answers the instances that no leader answers: their messages have no effect, but the answer may
/// say that they may serve on all the same.
final class LeaderlessRegistry extends RegistryGrpc.RegistryImplBase {
    private static final Metadata.Key<String> VOUCHED =
            Metadata.Key.of(Names.VOUCHED, Metadata.ASCII_STRING_MARSHALLER);

    private final BiPredicate<String, SlotReport> vouches;

    /// @param vouches whether the instance of that id may serve on, by its report
    LeaderlessRegistry(BiPredicate<String, SlotReport> vouches) {
        this.vouches = vouches;
    }

    @Override
    public void register(RegisterRequest request, StreamObserver<RegisterResponse> answer) {
        refuse(answer, vouches.test(request.getInstanceId(), request.getSlot()));
    }

    @Override
    public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> answer) {
        refuse(answer, vouches.test(request.getInstanceId(), request.getSlot()));
    }

    @Override
    public void deregister(DeregisterRequest request, StreamObserver<DeregisterResponse> answer) {
        refuse(answer, false);
    }

    private static void refuse(StreamObserver<?> answer, boolean vouched) {
        var trailers = new Metadata();
        trailers.put(VOUCHED, Boolean.toString(vouched));
        answer.onError(
                Status.UNAVAILABLE
                        .withDescription(ControlCalls.NO_LEADER)
                        .asRuntimeException(trailers));
    }
}
