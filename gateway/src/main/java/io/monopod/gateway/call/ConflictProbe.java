package io.monopod.gateway.call;

import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.retry.RetryHistory;

/// A call to an instance that another session holds (strict policy), so that the instance itself
/// reports the conflict to the client. It carries the epoch of no grant: if the slot has become
/// free meanwhile, the instance refuses it. A call without an epoch could take the slot.
///
/// @param added the fields that tell the instance who calls
/// @param history the attempts before this one
record ConflictProbe(Target target, HeaderList added, RetryHistory history)
        implements AdmittedCall {
    @Override
    public RoutingDecision unreached() {
        return CallPath.refuse(history.refusal(Refusal.BackendUnavailable.UNREACHED));
    }

    @Override
    public Answer lost() {
        return Answers.to(new Refusal.OutcomeUnknown());
    }
}
