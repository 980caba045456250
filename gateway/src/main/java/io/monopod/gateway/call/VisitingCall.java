package io.monopod.gateway.call;

import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.gateway.http2.HeaderList;

import org.jspecify.annotations.Nullable;

/// A call to an instance that another session holds (strict policy), so that the instance itself
/// tells the client of the conflict. It bears the epoch of no grant: if the slot has come free in
/// the meantime, the instance turns it away, where it would let a call without an epoch take it.
///
/// @param attempts to have it carried out elsewhere before
record VisitingCall(Target target, Attempts attempts) implements AdmittedCall {
    @Override
    public HeaderList added() {
        return HeaderList.of(Names.EPOCH, Epoch.NONE.toString());
    }

    @Override
    public @Nullable TimeLimit timeLimit() {
        return null;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void instanceSays(HeaderList reserved) {}

    @Override
    public Verdict unreached() {
        return attempts.refuse(new Refusal.BackendUnavailable());
    }

    @Override
    public Replayable replayable() {
        return Replayable.NEVER;
    }

    @Override
    public Verdict replay() {
        return new Verdict.Refuse(lost());
    }

    @Override
    public Answer lost() {
        return Answers.to(new Refusal.OutcomeUnknown());
    }

    @Override
    public void ended(CallEnd end) {}
}
