package io.monopod.datapath.proxy;

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
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// A [CallHandler] with decisions from the test. It records the events of its calls.
public final class Decisions implements CallHandler {
    public static final Answer UNAVAILABLE = new Answer(14, "instance lost", HeaderList.EMPTY);

    public final BlockingQueue<HeaderList> admitted = new LinkedBlockingQueue<>();
    public final BlockingQueue<CallEnd> ends = new LinkedBlockingQueue<>();
    public final BlockingQueue<Loss> losses = new LinkedBlockingQueue<>();
    public final BlockingQueue<HeaderList> reserved = new LinkedBlockingQueue<>();

    private final Set<Target> left = ConcurrentHashMap.newKeySet();
    private volatile RoutingDecision.Decision onAdmit;
    private volatile RoutingDecision.Decision onUnreached =
            () -> new RoutingDecision.Refuse(new Answer(14, "unreached", HeaderList.EMPTY));

    private volatile RoutingDecision.Decision onReplay =
            () -> new RoutingDecision.Refuse(UNAVAILABLE);
    private volatile Replayable replayable = Replayable.NEVER;
    private volatile @Nullable TimeLimit timeLimit;

    Decisions(RoutingDecision.Decision onAdmit) {
        this.onAdmit = onAdmit;
    }

    public static Decisions forwardTo(Target target) {
        var decisions = new Decisions(() -> new RoutingDecision.Refuse(UNAVAILABLE));
        decisions.onAdmit = () -> decisions.forward(target);
        return decisions;
    }

    public static Decisions refuse(Answer answer) {
        return new Decisions(() -> new RoutingDecision.Refuse(answer));
    }

    public Decisions onAdmit(RoutingDecision.Decision decision) {
        onAdmit = decision;
        return this;
    }

    public Decisions onUnreached(RoutingDecision.Decision decision) {
        onUnreached = decision;
        return this;
    }

    /// @param decision decides about a call that was lost
    public Decisions onLoss(Replayable how, RoutingDecision.Decision decision) {
        replayable = how;
        onReplay = decision;
        return this;
    }

    /// From now on calls assigned to that target are stale.
    public void leave(Target target) {
        left.add(target);
    }

    public Decisions timeLimit(TimeLimit limit) {
        timeLimit = limit;
        return this;
    }

    public RoutingDecision forward(Target target) {
        return new RoutingDecision.Forward(new Admitted(target));
    }

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        admitted.add(head);
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
        public void instanceSays(HeaderList fields, int status) {
            reserved.add(fields);
        }

        @Override
        public RoutingDecision unreached() throws InterruptedException {
            return onUnreached.decide();
        }

        @Override
        public Replayable replayable() {
            return replayable;
        }

        @Override
        public RoutingDecision replay(Loss loss) throws InterruptedException {
            losses.add(loss);
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
