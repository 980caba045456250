package io.monopod.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderList;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

class ObservedCallsTest {
    private final List<String> trail = new ArrayList<>();

    @Test
    void anObservationEndsAlsoIfNobodyAsksForTheDecision() {
        CallHandler calls =
                (_, _) ->
                        new Verdict.Later(
                                () -> {
                                    throw new AssertionError("nobody asks");
                                },
                                () -> trail.add("let go"));
        var observed = new ObservedCalls(calls, _ -> new Trail());

        var verdict =
                observed.admit(HeaderList.EMPTY, () -> InetSocketAddress.createUnresolved("c", 1));
        ((Verdict.Later) verdict).letGo().run();

        assertThat(trail).containsExactly("ended 1", "let go");
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
