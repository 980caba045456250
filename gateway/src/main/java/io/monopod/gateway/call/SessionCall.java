package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.registry.Grants;
import io.monopod.gateway.registry.InstanceControl;

import org.jspecify.annotations.Nullable;

/// A call of a session, to the instance that the session holds.
///
/// @param grant in whose usage the call has begun
/// @param attempts those before
record SessionCall(
        SessionDestination cluster, SessionRequest request, Grant grant, Attempts attempts)
        implements AdmittedCall {
    /// So that an instance that turns away every connection does not keep the call for ever, nor a
    /// call that ends every instance that it comes to goes through all of them.
    private static final int MAX_TRIES = 5;

    @Override
    public Target target() {
        return cluster.target(grant.instance());
    }

    @Override
    public HeaderList added() {
        return HeaderList.of(Names.EPOCH, grant.epoch().toString());
    }

    @Override
    public Replayable replayable() {
        return isLastTry() ? Replayable.NEVER : Replayable.on(request.route());
    }

    @Override
    public @Nullable TimeLimit timeLimit() {
        return cluster.timeLimit(request);
    }

    @Override
    public boolean isCurrent() {
        return grant.usage().isOpen();
    }

    @Override
    public void instanceSays(HeaderList reserved) {
        switch (reserved.first(Names.SLOT)) {
            case Names.SLOT_FREE -> grants().endedByCall(grant, AfterEnd.FREE);
            case Names.SLOT_CLOSED -> grants().endedByCall(grant, AfterEnd.CLOSED);
            // Nothing about the slot, or a word of a later version: the next heartbeat will tell.
            case null, default -> {
                if (Names.CALL_NOT_RUN.equals(reserved.first(Names.CALL))) {
                    grants().endedAtInstance(grant);
                }
            }
        }
    }

    @Override
    public Verdict unreached() throws InterruptedException {
        return !isLastTry() && isSettled(grants().unreachable(grant.instance()))
                ? cluster.assignAgain(request, attempts.unreached())
                : attempts.refuse(new Refusal.BackendUnavailable());
    }

    private boolean isLastTry() {
        return attempts.count() + 1 >= MAX_TRIES;
    }

    @Override
    public Verdict replay() throws InterruptedException {
        if (!isSettled(grants().broken(grant.instance()))) {
            return CallPath.refuse(new Refusal.OutcomeUnknown());
        }
        var verdict = cluster.assignAgain(request, attempts.lost());
        if (verdict instanceof Verdict.Forward(SessionCall next)) {
            grants().replayed(grant, next.grant);
        }
        return verdict;
    }

    /// Whether it is known if the session still holds the instance, so that a grant can be acquired
    /// that is good. Under doubt there is no second instance, unless the session has left this one
    /// anyway.
    private boolean isSettled(InstanceControl.Reach reach) throws InterruptedException {
        return switch (reach) {
            // Its host says that it is gone, so the session may have another; or a process is there
            // and was only closing connections.
            case REFUSED, CONNECTED -> true;
            case SILENT ->
                    switch (request.route().onInstanceLoss()) {
                        case REPLAY -> grants().awaitNews(grant);
                        case FAIL, SESSION_LOST -> !isCurrent();
                    };
        };
    }

    @Override
    public Answer lost() {
        return switch (request.route().onInstanceLoss()) {
            case FAIL, REPLAY -> {
                // The answer does not wait for it. If no process is left at the instance's place,
                // its session need not wait for the lease.
                Thread.startVirtualThread(() -> grants().broken(grant.instance()));
                yield Answers.to(new Refusal.OutcomeUnknown());
            }
            case SESSION_LOST -> {
                grants().broken(grant.instance());
                yield Answers.to(
                        grants().takeLoss(grant.session(), grant.owner())
                                ? new Refusal.SessionLost()
                                : new Refusal.OutcomeUnknown());
            }
        };
    }

    @Override
    public void ended(CallEnd end) {
        switch (end) {
            case CallEnd.Answered _, CallEnd.Lost() -> grants().callEnded(grant);
            case CallEnd.Cancelled(var sent) -> over(sent);
            case CallEnd.DeadlineExceeded(var sent) -> over(sent);
            case CallEnd.Expired(var sent) -> over(sent);
            case CallEnd.Unreached() -> over(false);
        }
    }

    private void over(boolean sent) {
        if (sent) {
            grants().callEnded(grant);
        } else {
            grants().callUnsent(grant);
        }
    }

    private Grants grants() {
        return cluster.grants();
    }
}
