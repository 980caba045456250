package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.registry.ClusterSessions;
import io.monopod.gateway.retry.RetryHistory;
import io.monopod.gateway.retry.RetryHistory.Progress;

import org.jspecify.annotations.Nullable;

/// A call of a session to the instance that the session holds.
///
/// @param grant under which the call has begun
/// @param history the attempts before this one
record AssignedCall(
        SessionDestination cluster, SessionRequest request, Grant grant, RetryHistory history)
        implements AdmittedCall {
    @Override
    public Target target() {
        return cluster.target(grant.instance());
    }

    @Override
    public HeaderList added() {
        return cluster.vouched(grant, request);
    }

    @Override
    public Replayable replayable() {
        return history.isLastTry() ? Replayable.NEVER : request.route().replayable();
    }

    @Override
    public @Nullable TimeLimit timeLimit() {
        return cluster.timeLimit(request);
    }

    @Override
    public boolean isCurrent() {
        return grant.calls().isOpen();
    }

    @Override
    public void instanceSays(HeaderList reserved, int status) {
        boolean notRun = Names.CALL_NOT_RUN.equals(reserved.first(Names.CALL));
        boolean refused = status > 0 && !notRun;
        switch (reserved.first(Names.SLOT)) {
            case Names.SLOT_FREE -> slotLeft(AfterEnd.FREE, refused);
            case Names.SLOT_CLOSED -> slotLeft(AfterEnd.CLOSED, refused);
            // No word about the slot, or one of a later version: the next heartbeat reports the
            // slot.
            case null, default -> {
                if (notRun) {
                    sessions().endedAtInstance(grant);
                }
            }
        }
    }

    /// A call ends its session by succeeding. A refused call found no session.
    private void slotLeft(AfterEnd after, boolean refused) {
        if (refused) {
            sessions().refusedByInstance(grant, after);
        } else {
            sessions().endedByCall(grant, after);
        }
    }

    @Override
    public RoutingDecision unreached() throws InterruptedException {
        return !history.isLastTry() && isSettled(sessions().unreachable(grant.instance()))
                ? cluster.assignAgain(request, history.unreached())
                : CallPath.refuse(history.refusal(Refusal.BackendUnavailable.UNREACHED));
    }

    @Override
    public RoutingDecision replay(Loss loss) throws InterruptedException {
        if (!isSettled(sessions().broken(grant.instance()))) {
            return CallPath.refuse(new Refusal.OutcomeUnknown());
        }
        var progress =
                switch (loss) {
                    case UNANSWERED -> Progress.UNANSWERED;
                    case ANSWERING -> Progress.ANSWERING;
                };
        return switch (history.lost(
                grant.instance(), progress, sessions()::isLost, cluster.now())) {
            case RetryHistory.Refuse(var why) -> CallPath.refuse(why);
            case RetryHistory.Again(var next) -> again(next);
        };
    }

    private RoutingDecision again(RetryHistory next) throws InterruptedException {
        var decision = cluster.assignAgain(request, next);
        if (decision instanceof RoutingDecision.Forward(AssignedCall call)) {
            sessions().replayed(grant, call.grant);
        }
        return decision;
    }

    /// Whether it is known if the session still holds the instance, so that a valid grant can be
    /// acquired. In doubt there is no second instance, unless the session has left this one anyway.
    private boolean isSettled(InstanceControl.Reach reach) throws InterruptedException {
        return switch (reach) {
            // Refused: the process is gone, so the session may have another instance. Connected:
            // the process lives and only closed connections.
            case REFUSED, CONNECTED -> true;
            case SILENT ->
                    switch (request.route().onInstanceLoss()) {
                        case REPLAY -> sessions().awaitOutcome(grant);
                        case FAIL, SESSION_LOST -> !isCurrent();
                    };
        };
    }

    @Override
    public Answer lost() {
        return switch (request.route().onInstanceLoss()) {
            case FAIL, REPLAY -> {
                // The answer does not wait for the probe. If the process is gone, the probe spares
                // the session the wait for the lease.
                Thread.startVirtualThread(() -> sessions().broken(grant.instance()));
                yield Answers.to(new Refusal.OutcomeUnknown());
            }
            case SESSION_LOST -> {
                sessions().broken(grant.instance());
                yield Answers.to(
                        sessions().takeLostSession(grant.session(), grant.owner())
                                ? new Refusal.SessionLost()
                                : new Refusal.OutcomeUnknown());
            }
        };
    }

    @Override
    public void ended(CallEnd end) {
        switch (end) {
            case CallEnd.Answered _, CallEnd.Lost() -> sessions().callEnded(grant);
            case CallEnd.Cancelled(var sent) -> over(sent);
            case CallEnd.DeadlineExceeded(var sent) -> over(sent);
            case CallEnd.Expired(var sent) -> over(sent);
            case CallEnd.Overloaded(var sent) -> over(sent);
            case CallEnd.Unreached() -> over(false);
        }
    }

    private void over(boolean sent) {
        if (sent) {
            sessions().callEnded(grant);
        } else {
            sessions().callUnsent(grant);
        }
    }

    private ClusterSessions sessions() {
        return cluster.sessions();
    }
}
