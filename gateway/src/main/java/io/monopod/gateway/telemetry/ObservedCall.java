package io.monopod.gateway.telemetry;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.Answer;
import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.call.TimeLimit;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// An admitted call that is watched until it ends; if it is decided anew, what that comes to is
/// watched instead.
record ObservedCall(AdmittedCall call, CallObservation observation) implements AdmittedCall {
    private static final int CANCELLED = 1;
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int UNAUTHENTICATED = 16;

    @Override
    public Target target() {
        return call.target();
    }

    @Override
    public HeaderList added() {
        var own = observation.added().fields();
        if (own.isEmpty()) {
            return call.added();
        }
        var all = new ArrayList<>(call.added().fields());
        all.addAll(own);
        return HeaderList.of(all);
    }

    @Override
    public Replayable replayable() {
        return call.replayable();
    }

    @Override
    public @Nullable TimeLimit timeLimit() {
        return call.timeLimit();
    }

    @Override
    public boolean isCurrent() {
        return call.isCurrent();
    }

    @Override
    public void instanceSays(HeaderList reserved) {
        call.instanceSays(reserved);
    }

    @Override
    public Verdict unreached() throws InterruptedException {
        return ObservedCalls.observed(call.unreached(), observation);
    }

    @Override
    public Verdict replay() throws InterruptedException {
        return ObservedCalls.observed(call.replay(), observation);
    }

    @Override
    public Answer lost() throws InterruptedException {
        var answer = call.lost();
        observation.ended(answer.code(), answer.reason());
        return answer;
    }

    @Override
    public void ended(CallEnd end) {
        switch (end) {
            case CallEnd.Answered(var status) -> observation.answered(status);
            case CallEnd.Cancelled _ -> observation.ended(CANCELLED, "");
            case CallEnd.DeadlineExceeded _ -> observation.ended(DEADLINE_EXCEEDED, "");
            case CallEnd.Expired _ -> observation.ended(UNAUTHENTICATED, "TOKEN_EXPIRED");
            case CallEnd.Lost _, CallEnd.Unreached _ -> {}
        }
        call.ended(end);
    }
}
