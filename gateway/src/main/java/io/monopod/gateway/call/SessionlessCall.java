package io.monopod.gateway.call;

import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.retry.RetryHistory;
import io.monopod.gateway.route.Route;

import java.util.List;

/// A call without a session. Any target will do, so the next one replaces one that cannot be
/// reached.
///
/// @param first the index in `targets` of the first attempt
/// @param added the client's credentials that are passed on
/// @param history the attempts before this one
record SessionlessCall(
        List<Target> targets,
        int first,
        HeaderList added,
        RetryHistory history,
        Replayable replayable)
        implements AdmittedCall {
    static RoutingDecision toOneOf(
            List<Target> targets, int first, Route route, HeaderList passed) {
        return new SessionlessCall(targets, first, passed, RetryHistory.NONE, route.replayable())
                .decision();
    }

    private RoutingDecision decision() {
        return history.count() < targets.size()
                ? new RoutingDecision.Forward(this)
                : CallPath.refuse(history.refusal(Refusal.BackendUnavailable.UNREACHED));
    }

    @Override
    public Target target() {
        return targets.get((first + history.count()) % targets.size());
    }

    @Override
    public RoutingDecision unreached() {
        return after(history.unreached());
    }

    /// A call that may have ended its target goes to no other. It goes to the same target once
    /// more, which takes it if only the connection broke.
    @Override
    public RoutingDecision replay(Loss loss) {
        return switch (loss) {
            case ANSWERING -> after(history.lost());
            case UNANSWERED ->
                    new SessionlessCall(
                                    List.of(target()),
                                    0,
                                    added,
                                    RetryHistory.MAY_HAVE_RUN,
                                    Replayable.NEVER)
                            .decision();
        };
    }

    private RoutingDecision after(RetryHistory made) {
        return new SessionlessCall(targets, first, added, made, replayable).decision();
    }

    @Override
    public Answer lost() {
        return Answers.to(new Refusal.OutcomeUnknown());
    }
}
