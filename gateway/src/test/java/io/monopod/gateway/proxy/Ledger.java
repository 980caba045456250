package io.monopod.gateway.proxy;

import io.monopod.gateway.Eventually;
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

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Forwards every call, and counts how each ended: exactly once.
public final class Ledger implements CallHandler {
    private final Function<HeaderList, Target> target;
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong endedTwice = new AtomicLong();

    /// @param target where a call with that head goes
    public Ledger(Function<HeaderList, Target> target) {
        this.target = target;
    }

    @Override
    public Verdict admit(HeaderList head, ClientConnection client) {
        admitted.incrementAndGet();
        return new Verdict.Forward(new Entry(target.apply(head)));
    }

    public long admitted() {
        return admitted.get();
    }

    /// Waits until every call that was admitted has ended, and the gateway holds nothing of any.
    public void awaitBalanced(Gateway gateway) throws InterruptedException {
        Eventually.holds(() -> ended.get() == admitted.get() && endedTwice.get() == 0);
        Eventually.holds(() -> gateway.openCalls() == 0);
    }

    @Override
    public String toString() {
        return "admitted=%s ended=%s twice=%s".formatted(admitted, ended, endedTwice);
    }

    private final class Entry implements AdmittedCall {
        private final Target target;
        private final AtomicLong ends = new AtomicLong();

        Entry(Target target) {
            this.target = target;
        }

        @Override
        public Target target() {
            return target;
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
            return new Verdict.Refuse(new Answer(14, "unreached", HeaderList.EMPTY));
        }

        @Override
        public Replayable replayable() {
            return Replayable.NEVER;
        }

        @Override
        public Verdict replay() {
            throw new AssertionError("it is not replayable");
        }

        @Override
        public Answer lost() {
            return Decisions.UNAVAILABLE;
        }

        @Override
        public void ended(CallEnd end) {
            if (ends.incrementAndGet() > 1) {
                endedTwice.incrementAndGet();
            }
            ended.incrementAndGet();
        }
    }
}
