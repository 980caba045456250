package io.monopod.myservice.instance;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.myservice.instance.SessionSlot.Bind;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlImplBase;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// What a gateway may ask of the instance: to take a session into the slot, and to end one.
/// [ControlGuard] stands before it.
final class ControlService extends InstanceControlImplBase {
    private static final Logger LOG = System.getLogger(ControlService.class.getName());

    private final InstanceId instance;
    private final SessionSlot slot;
    private final SessionEnds ends;
    private final Lease lease;

    ControlService(InstanceId instance, SessionSlot slot, SessionEnds ends, Lease lease) {
        this.instance = instance;
        this.slot = slot;
        this.ends = ends;
        this.lease = lease;
    }

    @Override
    public void bind(BindRequest request, StreamObserver<BindResponse> answer) {
        if (!SessionId.isValid(request.getSessionId()) || request.getEpoch() <= 0) {
            answer.onError(malformed());
            return;
        }
        if (!request.getInstanceId().equals(instance.value())) {
            reply(answer, bindResponse(BindResponse.Outcome.WRONG_INSTANCE, slot.state()));
            return;
        }
        // It may be old: if it is, the gateway's word brings the epoch that refuses it.
        if (!lease.await()) {
            LOG.log(
                    Level.INFO,
                    "bind refused, no word of the gateway for a lease session={0} epoch={1} instance={2}",
                    request.getSessionId(),
                    Long.toString(request.getEpoch()),
                    instance);
            reply(answer, bindResponse(BindResponse.Outcome.NOT_ACCEPTING, slot.state()));
            return;
        }
        var bind =
                slot.bind(
                        new SessionId(request.getSessionId()),
                        new Epoch(request.getEpoch()),
                        Optional.of(request.getOwner())
                                .filter(owner -> !owner.isEmpty())
                                .map(UserName::new));
        log(request, bind);
        reply(answer, bindResponse(outcome(bind), bind.slot()));
    }

    private static BindResponse.Outcome outcome(Bind bind) {
        return switch (bind.outcome()) {
            case BOUND, RENEWED, REPEATED -> BindResponse.Outcome.BOUND;
            case HELD_BY_OTHER -> BindResponse.Outcome.HELD_BY_OTHER;
            case STALE_EPOCH -> BindResponse.Outcome.STALE_EPOCH;
            case NOT_ACCEPTING -> BindResponse.Outcome.NOT_ACCEPTING;
        };
    }

    private static BindResponse bindResponse(BindResponse.Outcome outcome, SlotState slot) {
        return BindResponse.newBuilder().setOutcome(outcome).setSlot(SlotReports.of(slot)).build();
    }

    private void log(BindRequest request, Bind bind) {
        var message =
                switch (bind.outcome()) {
                    case BOUND -> "bound session={0} epoch={1} instance={2}";
                    case RENEWED -> "renewed session={0} epoch={1} instance={2}";
                    case REPEATED -> "bound already session={0} epoch={1} instance={2}";
                    case HELD_BY_OTHER, STALE_EPOCH, NOT_ACCEPTING ->
                            "bind refused session={0} epoch={1} instance={2} outcome={3} slot={4}";
                };
        LOG.log(
                Level.INFO,
                message,
                request.getSessionId(),
                Long.toString(request.getEpoch()),
                instance,
                bind.outcome(),
                SlotReports.word(bind.slot()));
    }

    @Override
    public void end(EndRequest request, StreamObserver<EndResponse> answer) {
        if (!SessionId.isValid(request.getSessionId()) || request.getEpoch() < 0) {
            answer.onError(malformed());
            return;
        }
        if (!request.getInstanceId().equals(instance.value())) {
            reply(answer, endResponse(EndResponse.Outcome.WRONG_INSTANCE, slot.state()));
            return;
        }
        var end =
                ends.end(
                        new SessionId(request.getSessionId()),
                        new Epoch(request.getEpoch()),
                        request.getReason());
        switch (end.outcome()) {
            case BEGUN -> reply(answer, endResponse(EndResponse.Outcome.ENDED, end.slot()));
            case NOT_HELD -> reply(answer, endResponse(EndResponse.Outcome.NOT_HELD, end.slot()));
            case STALE_EPOCH ->
                    reply(answer, endResponse(EndResponse.Outcome.STALE_EPOCH, end.slot()));
            // Not "ended" yet; the report that it is will follow at once when it is.
            case UNDER_WAY ->
                    answer.onError(
                            Status.UNAVAILABLE
                                    .withDescription("the session is ending already")
                                    .asRuntimeException());
        }
    }

    private static EndResponse endResponse(EndResponse.Outcome outcome, SlotState slot) {
        return EndResponse.newBuilder().setOutcome(outcome).setSlot(SlotReports.of(slot)).build();
    }

    private static RuntimeException malformed() {
        return Status.INVALID_ARGUMENT
                .withDescription("session_id or epoch is not one")
                .asRuntimeException();
    }

    private static <T> void reply(StreamObserver<T> answer, T response) {
        answer.onNext(response);
        answer.onCompleted();
    }
}
