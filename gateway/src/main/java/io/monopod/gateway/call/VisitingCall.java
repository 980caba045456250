package io.monopod.gateway.call;

import io.monopod.gateway.http2.HeaderList;

/// A call to an instance that another session holds (strict policy): it bears no epoch, so that the
/// instance itself tells the client of the conflict.
record VisitingCall(Target target) implements AdmittedCall {
    @Override
    public HeaderList added() {
        return HeaderList.EMPTY;
    }

    @Override
    public void instanceSays(HeaderList reserved) {}

    @Override
    public Verdict unreached() {
        return CallPath.refuse(new Refusal.BackendUnavailable());
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
