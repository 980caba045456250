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

/// An admitted call, counted when it ends; if it is decided anew, what that comes to is counted
/// instead.
record MeteredCall(AdmittedCall call, CallCounts counts) implements AdmittedCall {
    private static final int CANCELLED = 1;
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int UNAUTHENTICATED = 16;

    @Override
    public Target target() {
        return call.target();
    }

    @Override
    public HeaderList added() {
        return call.added();
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
    public void instanceSays(HeaderList reserved) {
        call.instanceSays(reserved);
    }

    @Override
    public Verdict unreached() throws InterruptedException {
        return MeteredCalls.metered(call.unreached(), counts);
    }

    @Override
    public Verdict replay() throws InterruptedException {
        return MeteredCalls.metered(call.replay(), counts);
    }

    @Override
    public Answer lost() throws InterruptedException {
        var answer = call.lost();
        MeteredCalls.count(answer, counts);
        return answer;
    }

    @Override
    public void ended(CallEnd end) {
        switch (end) {
            case CallEnd.Answered(var status) -> counts.answered(status);
            case CallEnd.Cancelled _ -> counts.ended(CANCELLED, "");
            case CallEnd.DeadlineExceeded _ -> counts.ended(DEADLINE_EXCEEDED, "");
            case CallEnd.Expired _ -> counts.ended(UNAUTHENTICATED, "TOKEN_EXPIRED");
            case CallEnd.Lost _, CallEnd.Unreached _ -> {}
        }
        call.ended(end);
    }
}
