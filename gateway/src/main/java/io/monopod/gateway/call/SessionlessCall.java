package io.monopod.gateway.call;

import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.route.Route;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A call that belongs to no session: any of the targets will do, so one that cannot be reached is
/// replaced by the next.
///
/// @param first where in `targets` it began
/// @param attempts at the targets before this one
record SessionlessCall(List<Target> targets, int first, Attempts attempts, Replayable replayable)
        implements AdmittedCall {
    static Verdict toOneOf(List<Target> targets, int first, Route route) {
        return new SessionlessCall(targets, first, Attempts.NONE, Replayable.on(route)).verdict();
    }

    private Verdict verdict() {
        return attempts.count() < targets.size()
                ? new Verdict.Forward(this)
                : attempts.refuse(new Refusal.BackendUnavailable());
    }

    @Override
    public Target target() {
        return targets.get((first + attempts.count()) % targets.size());
    }

    @Override
    public HeaderList added() {
        return HeaderList.EMPTY;
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
        return after(attempts.unreached());
    }

    @Override
    public Verdict replay() {
        return after(attempts.lost());
    }

    private Verdict after(Attempts made) {
        return new SessionlessCall(targets, first, made, replayable).verdict();
    }

    @Override
    public Answer lost() {
        return Answers.to(new Refusal.OutcomeUnknown());
    }

    @Override
    public void ended(CallEnd end) {}
}
