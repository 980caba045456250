package io.monopod.gateway.telemetry;

import io.monopod.contract.ContractError;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// Observes an admitted call until it ends. After a new decision, the resulting call is observed
/// instead.
record ObservedCall(AdmittedCall call, CallObservation observation) implements AdmittedCall {
    private static final int CANCELLED = 1;
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNAUTHENTICATED = 16;

    @Override
    public Upstream target() {
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
    public void instanceSays(HeaderList reserved, int status) {
        call.instanceSays(reserved, status);
    }

    @Override
    public RoutingDecision unreached() throws InterruptedException {
        return ObservedCalls.observed(call.unreached(), observation);
    }

    @Override
    public RoutingDecision replay(Loss loss) throws InterruptedException {
        return ObservedCalls.observed(call.replay(loss), observation);
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
            case CallEnd.Expired _ ->
                    observation.ended(UNAUTHENTICATED, ContractError.TOKEN_EXPIRED.name());
            case CallEnd.Overloaded _ ->
                    observation.ended(RESOURCE_EXHAUSTED, ContractError.GATEWAY_OVERLOADED.name());
            case CallEnd.Lost _, CallEnd.Unreached _ -> {}
        }
        call.ended(end);
    }
}
