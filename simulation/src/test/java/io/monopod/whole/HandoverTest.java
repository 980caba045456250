package io.monopod.whole;

import static io.monopod.whole.WholeSystem.echo;
import static io.monopod.whole.WholeSystem.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long no session can begin when the leader is asked to stop.
@Timeout(120)
class HandoverTest {
    private static final int GATEWAYS = 3;
    private static final int INSTANCES = 10;

    /// Of one session's beginning.
    private record Begun(Duration took, String answer) {}

    private final Path directory;

    HandoverTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsEtcd() {
        SharedSystem.requireEtcd();
    }

    @Test
    void sessionsBeginSoonAtTheNextLeader() throws Exception {
        try (var system = new SharedSystem(directory, GATEWAYS, INSTANCES, "drain-time: 1s")) {
            int leader = system.leader();
            int other = (leader + 1) % GATEWAYS;
            // A store that was just found may have been away: then its leader waits before it
            // begins.
            beginFor(Duration.ofSeconds(6), system, other);

            var draining = Thread.startVirtualThread(() -> system.drain(leader));
            var begun = beginFor(Duration.ofSeconds(4), system, other);
            draining.join();

            assertThat(begun).allMatch(each -> each.answer().startsWith("OK: "));
            var longest =
                    begun.stream().map(Begun::took).max(Comparator.naturalOrder()).orElseThrow();
            // Without a handover it takes a heartbeat and 200 ms at least.
            assertThat(longest).isLessThan(Duration.ofMillis(1200));
        }
    }

    /// Begins a session through that gateway and ends it, again and again: one at a time, so that
    /// none has to wait for an instance however slow the machine is.
    private static List<Begun> beginFor(Duration time, SharedSystem system, int gateway)
            throws InterruptedException {
        var begun = new ArrayList<Begun>();
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            begun.add(begin(system, gateway, "s-" + System.nanoTime()));
            TimeUnit.MILLISECONDS.sleep(10); // the client's pause
        }
        return begun;
    }

    private static Begun begin(SharedSystem system, int gateway, String session) {
        var token = system.login(gateway, session);
        long before = System.nanoTime();
        var answer = echo(system.waiting(gateway, token, session));
        var took = Duration.ofNanos(System.nanoTime() - before);
        var _ = shutdown(system.through(gateway, token, session));
        return new Begun(took, answer);
    }
}
