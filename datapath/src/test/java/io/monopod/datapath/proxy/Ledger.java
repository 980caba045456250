package io.monopod.datapath.proxy;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Forwards every call, and checks that each ends exactly once.
public final class Ledger implements CallHandler {
    private final Function<HeaderList, Target> target;
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong endedTwice = new AtomicLong();

    /// @param target the target for a call's head
    public Ledger(Function<HeaderList, Target> target) {
        this.target = target;
    }

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        admitted.incrementAndGet();
        return new RoutingDecision.Forward(new Entry(target.apply(head)));
    }

    public long admitted() {
        return admitted.get();
    }

    /// Waits until every admitted call has ended and the gateway holds none.
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
        public void instanceSays(HeaderList reserved, int status) {}

        @Override
        public RoutingDecision unreached() {
            return new RoutingDecision.Refuse(new Answer(14, "unreached", HeaderList.EMPTY));
        }

        @Override
        public Replayable replayable() {
            return Replayable.NEVER;
        }

        @Override
        public RoutingDecision replay(Loss loss) {
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
