package io.monopod.gateway.interop;

import io.grpc.stub.StreamObserver;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlImplBase;
import io.monopod.proto.control.v1.SlotReport;

/// The control service of an instance that accepts one bind for any session.
final class AnySession extends InstanceControlImplBase {
    @Override
    public void bind(BindRequest request, StreamObserver<BindResponse> answer) {
        answer.onNext(
                BindResponse.newBuilder()
                        .setOutcome(BindResponse.Outcome.BOUND)
                        .setSlot(
                                SlotReport.newBuilder()
                                        .setPhase(SlotReport.Phase.HELD)
                                        .setSessionId(request.getSessionId())
                                        .setOwner(request.getOwner())
                                        .setEpoch(request.getEpoch())
                                        .setRevision(2))
                        .build());
        answer.onCompleted();
    }
}
