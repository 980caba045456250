package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.Answer;
import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.ClientConnection;
import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.call.TimeLimit;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderList;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// A [CallHandler] that does what the test says, and keeps what it was asked and told.
public final class Decisions implements CallHandler {
    public static final Answer UNAVAILABLE = new Answer(14, "instance lost", HeaderList.EMPTY);

    public final BlockingQueue<HeaderList> asked = new LinkedBlockingQueue<>();
    public final BlockingQueue<CallEnd> ends = new LinkedBlockingQueue<>();
    public final BlockingQueue<HeaderList> said = new LinkedBlockingQueue<>();

    private final Set<Target> left = ConcurrentHashMap.newKeySet();
    private volatile Verdict.Decision onAdmit;
    private volatile Verdict.Decision onUnreached =
            () -> new Verdict.Refuse(new Answer(14, "unreached", HeaderList.EMPTY));

    private volatile Verdict.Decision onReplay = () -> new Verdict.Refuse(UNAVAILABLE);
    private volatile Replayable replayable = Replayable.NEVER;
    private volatile @Nullable TimeLimit timeLimit;

    Decisions(Verdict.Decision onAdmit) {
        this.onAdmit = onAdmit;
    }

    public static Decisions forwardTo(Target target) {
        var decisions = new Decisions(() -> new Verdict.Refuse(UNAVAILABLE));
        decisions.onAdmit = () -> decisions.forward(target);
        return decisions;
    }

    public static Decisions refuse(Answer answer) {
        return new Decisions(() -> new Verdict.Refuse(answer));
    }

    public Decisions onAdmit(Verdict.Decision decision) {
        onAdmit = decision;
        return this;
    }

    public Decisions onUnreached(Verdict.Decision decision) {
        onUnreached = decision;
        return this;
    }

    /// @param to decides what becomes of a call that was lost
    public Decisions onLoss(Replayable how, Verdict.Decision to) {
        replayable = how;
        onReplay = to;
        return this;
    }

    /// From now on no call may go there any more.
    public void leave(Target target) {
        left.add(target);
    }

    public Decisions timeLimit(TimeLimit limit) {
        timeLimit = limit;
        return this;
    }

    public Verdict forward(Target target) {
        return new Verdict.Forward(new Admitted(target));
    }

    @Override
    public Verdict admit(HeaderList head, ClientConnection client) {
        asked.add(head);
        try {
            return onAdmit.decide();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Admitted implements AdmittedCall {
        private final Target target;

        Admitted(Target target) {
            this.target = target;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public HeaderList added() {
            return HeaderList.of("monopod-epoch", "17");
        }

        @Override
        public boolean isCurrent() {
            return !left.contains(target);
        }

        @Override
        public void instanceSays(HeaderList reserved) {
            said.add(reserved);
        }

        @Override
        public Verdict unreached() throws InterruptedException {
            return onUnreached.decide();
        }

        @Override
        public Replayable replayable() {
            return replayable;
        }

        @Override
        public Verdict replay() throws InterruptedException {
            return onReplay.decide();
        }

        @Override
        public @Nullable TimeLimit timeLimit() {
            return timeLimit;
        }

        @Override
        public Answer lost() {
            return UNAVAILABLE;
        }

        @Override
        public void ended(CallEnd end) {
            ends.add(end);
        }
    }
}
