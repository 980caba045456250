package io.monopod.instance;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.call.SessionEnds;
import io.monopod.instance.call.SessionTimeouts;
import io.monopod.instance.lease.Lease;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SessionSlot.Bind;
import io.monopod.instance.slot.SlotReports;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Holder;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.ExtendRequest;
import io.monopod.proto.control.v1.ExtendResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlImplBase;
import io.monopod.proto.control.v1.ProbeRequest;
import io.monopod.proto.control.v1.ProbeResponse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/// Lets a gateway bind a session to the slot, and end it. [io.monopod.instance.call.ControlGuard]
/// checks every call first.
final class ControlService extends InstanceControlImplBase {
    private static final Logger LOG = System.getLogger(ControlService.class.getName());

    /// A token is not taken to be valid for longer.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final InstanceId instance;
    private volatile Runnable whenProbed = () -> {};
    private final SessionSlot slot;
    private final SessionEnds ends;
    private final SessionTimeouts timeouts;
    private final Lease lease;

    ControlService(
            InstanceId instance,
            SessionSlot slot,
            SessionEnds ends,
            SessionTimeouts timeouts,
            Lease lease) {
        this.instance = instance;
        this.slot = slot;
        this.ends = ends;
        this.timeouts = timeouts;
        this.lease = lease;
    }

    /// @param listener runs at each probe; must not block
    void whenProbed(Runnable listener) {
        whenProbed = listener;
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
        // The bind may be old. If so, the gateway's next reply brings the epoch that refuses it.
        if (!lease.await()) {
            LOG.log(
                    Level.INFO,
                    "bind refused, lease has lapsed session={0} epoch={1} instance={2}",
                    request.getSessionId(),
                    Long.toString(request.getEpoch()),
                    instance);
            reply(answer, bindResponse(BindResponse.Outcome.NOT_ACCEPTING, slot.state()));
            return;
        }
        var bind =
                slot.bind(
                        new Holder(
                                new SessionId(request.getSessionId()),
                                new Epoch(request.getEpoch()),
                                Optional.of(request.getOwner())
                                        .filter(owner -> !owner.isEmpty())
                                        .map(UserName::new),
                                new Secret(request.getProof())));
        log(request, bind);
        reply(answer, bindResponse(outcome(bind), bind.slot()));
    }

    private static BindResponse.Outcome outcome(Bind bind) {
        return switch (bind.outcome()) {
            case BOUND, RENEWED, REPEATED -> BindResponse.Outcome.BOUND;
            case HELD_BY_OTHER -> BindResponse.Outcome.HELD_BY_OTHER;
            case NOT_OWNER -> BindResponse.Outcome.NOT_OWNER;
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
                    case HELD_BY_OTHER, NOT_OWNER, STALE_EPOCH, NOT_ACCEPTING ->
                            "bind refused session={0} epoch={1} instance={2} outcome={3} slot={4}";
                };
        LOG.log(
                Level.INFO,
                message,
                request.getSessionId(),
                Long.toString(request.getEpoch()),
                instance,
                bind.outcome(),
                SlotReports.describe(bind.slot()));
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
        var session = new SessionId(request.getSessionId());
        var epoch = new Epoch(request.getEpoch());
        var end =
                request.getOnlyIfUnused()
                        ? ends.endIfUnused(session, epoch, request.getReason())
                        : ends.end(session, epoch, request.getReason());
        switch (end.outcome()) {
            case BEGUN -> reply(answer, endResponse(EndResponse.Outcome.ENDED, end.slot()));
            case NOT_HELD -> reply(answer, endResponse(EndResponse.Outcome.NOT_HELD, end.slot()));
            case STALE_EPOCH ->
                    reply(answer, endResponse(EndResponse.Outcome.STALE_EPOCH, end.slot()));
            case IN_USE -> reply(answer, endResponse(EndResponse.Outcome.IN_USE, end.slot()));
            // Not "ended" yet; a report follows as soon as it is.
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

    @Override
    public void extend(ExtendRequest request, StreamObserver<ExtendResponse> answer) {
        if (!SessionId.isValid(request.getSessionId()) || request.getEpoch() <= 0) {
            answer.onError(malformed());
            return;
        }
        reply(answer, ExtendResponse.newBuilder().setOutcome(extend(request)).build());
    }

    private ExtendResponse.Outcome extend(ExtendRequest request) {
        if (!request.getInstanceId().equals(instance.value())) {
            return ExtendResponse.Outcome.WRONG_INSTANCE;
        }
        boolean held =
                timeouts.extend(
                        new SessionId(request.getSessionId()),
                        new Epoch(request.getEpoch()),
                        time(request.getValidFor()));
        return held ? ExtendResponse.Outcome.EXTENDED : ExtendResponse.Outcome.NOT_HELD;
    }

    /// A gateway may send any number.
    private static Duration time(com.google.protobuf.Duration sent) {
        return Duration.ofSeconds(
                Math.clamp(sent.getSeconds(), 0, LONGEST.toSeconds()),
                Math.clamp(sent.getNanos(), 0, 999_999_999));
    }

    @Override
    public void probe(ProbeRequest request, StreamObserver<ProbeResponse> answer) {
        if (request.getInstanceId().equals(instance.value())) {
            whenProbed.run();
            reply(answer, ProbeResponse.newBuilder().setSlot(SlotReports.of(slot.state())).build());
        } else {
            answer.onError(
                    Status.NOT_FOUND
                            .withDescription("instance_id is not this process")
                            .asRuntimeException());
        }
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
