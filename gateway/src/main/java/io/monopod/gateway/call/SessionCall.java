package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.http2.HeaderList;

/// A call of a session, to the instance that the session holds.
///
/// @param grant in whose usage the call has begun
/// @param tries how many instance connections refused it before
record SessionCall(SessionDestination cluster, SessionRequest request, Grant grant, int tries)
        implements AdmittedCall {
    /// So that an instance that turns away every connection does not keep the call for ever.
    private static final int MAX_TRIES = 5;

    @Override
    public Target target() {
        return SessionDestination.target(grant.instance());
    }

    @Override
    public HeaderList added() {
        return HeaderList.of(Names.EPOCH, grant.epoch().toString());
    }

    @Override
    public void instanceSays(HeaderList reserved) {
        switch (reserved.first(Names.SLOT)) {
            case Names.SLOT_FREE -> cluster.grants().endedByCall(grant, AfterEnd.FREE);
            case Names.SLOT_CLOSED -> cluster.grants().endedByCall(grant, AfterEnd.CLOSED);
            // Nothing about the slot, or a word of a later version: the next heartbeat will tell.
            case null, default -> {}
        }
    }

    @Override
    public Verdict unreached() throws InterruptedException {
        if (tries + 1 >= MAX_TRIES) {
            return CallPath.refuse(new Refusal.BackendUnavailable());
        }
        return switch (cluster.grants().unreachable(grant.instance())) {
            // Its host says that it is gone, so the session may have another; or a process is there
            // and was only closing connections.
            case REFUSED, CONNECTED -> cluster.assignAgain(request, tries + 1);
            // It may be alive with the session on it: under doubt, no second instance.
            case SILENT -> CallPath.refuse(new Refusal.BackendUnavailable());
        };
    }

    @Override
    public Answer lost() {
        return Answers.to(new Refusal.OutcomeUnknown());
    }

    @Override
    public void ended(CallEnd end) {
        switch (end) {
            case CallEnd.Answered _ -> cluster.grants().callEnded(grant);
            case CallEnd.Cancelled(var sent) -> over(sent);
            case CallEnd.DeadlineExceeded(var sent) -> over(sent);
            case CallEnd.Unreached() -> over(false);
            case CallEnd.Lost() -> {
                cluster.grants().callEnded(grant);
                // Not on this thread, which reads frames. If no process is left at the instance's
                // place, its session need not wait for the lease.
                Thread.startVirtualThread(() -> cluster.grants().unreachable(grant.instance()));
            }
        }
    }

    private void over(boolean sent) {
        if (sent) {
            cluster.grants().callEnded(grant);
        } else {
            cluster.grants().callUnsent(grant);
        }
    }
}
