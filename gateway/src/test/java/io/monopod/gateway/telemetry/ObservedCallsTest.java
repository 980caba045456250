package io.monopod.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.call.Answers;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ObservedCallsTest {
    private final List<String> trail = new ArrayList<>();

    @Test
    void observationEndsEvenIfTheDecisionIsNeverRead() {
        CallHandler calls =
                (_, _) ->
                        new RoutingDecision.Later(
                                () -> {
                                    throw new AssertionError("the decision must not be read");
                                },
                                () -> trail.add("released"));
        var observed = new ObservedCalls(calls, _ -> new Trail());

        var decision = observed.admit(HeaderList.EMPTY, new ClientConnection() {});
        ((RoutingDecision.Later) decision).release().run();

        assertThat(trail).containsExactly("ended 1", "released");
    }

    /// The data path reports a cancellation while it asks for the decision.
    @Test
    void callCancelledDuringLossDecisionEndsOnce() throws InterruptedException {
        var lost = new LostCall();
        var call = observed(lost);

        var _ = call.lost();
        call.ended(new CallEnd.Cancelled(true));

        assertThat(trail).containsExactly("ended 14");
        assertThat(lost.ends).containsExactly(new CallEnd.Cancelled(true));
    }

    @Test
    void callWithoutMemoryEndsWithItsStatus() {
        var lost = new LostCall();
        var call = observed(lost);

        call.ended(new CallEnd.Overloaded(true));

        assertThat(trail).containsExactly("ended 8");
        assertThat(lost.ends).containsExactly(new CallEnd.Overloaded(true));
    }

    private AdmittedCall observed(AdmittedCall admitted) {
        CallHandler calls = (_, _) -> new RoutingDecision.Forward(admitted);
        var observed = new ObservedCalls(calls, _ -> new Trail());
        var decision = observed.admit(HeaderList.EMPTY, new ClientConnection() {});
        return ((RoutingDecision.Forward) decision).call();
    }

    private static final class LostCall implements AdmittedCall {
        private final List<CallEnd> ends = new ArrayList<>();

        @Override
        public Target target() {
            return new Target("pod", "localhost", 1);
        }

        @Override
        public HeaderList added() {
            return HeaderList.EMPTY;
        }

        @Override
        public Replayable replayable() {
            return Replayable.NEVER;
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
            throw new AssertionError("unreached must not be called");
        }

        @Override
        public RoutingDecision replay(Loss loss) {
            throw new AssertionError("replay must not be called");
        }

        @Override
        public Answer lost() {
            return Answers.to(new Refusal.OutcomeUnknown());
        }

        @Override
        public void ended(CallEnd end) {
            ends.add(end);
        }
    }

    private final class Trail implements CallObservation {
        @Override
        public void answered(int status) {
            trail.add("answered " + status);
        }

        @Override
        public void ended(int code, String reason) {
            trail.add("ended " + code);
        }
    }
}
