package io.monopod.gateway.registry;

import static io.monopod.gateway.registry.RegistryFixture.ANNA;
import static io.monopod.gateway.registry.RegistryFixture.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.SessionEvent;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.stream.Stream;

/// Sessions that get an instance and give it back, which instances are asked for.
class GrantsTest {
    @AutoClose private final RegistryFixture registry = new RegistryFixture();

    @Test
    void grantsASessionAnInstanceAndGetsItBack() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            registry.stub().register(registration(instance));

            var held =
                    (Decision.Held) registry.grants.acquire(new SessionId("s1"), ANNA, Instant.MIN);

            assertThat(held.grant().instance()).isEqualTo(instance.instance());
            assertThat(instance.slot().getSessionId()).isEqualTo("s1");
            assertThat(instance.slot().getOwner()).isEqualTo("anna");
            assertThat(instance.tokens).containsExactly("Bearer gateway-token");
            assertThat(registry.grants.acquire(new SessionId("s2"), ANNA, Instant.MIN))
                    .isInstanceOf(Decision.AllBusy.class);

            registry.grants.endedByCall(held.grant(), AfterEnd.FREE);
            registry.grants.callEnded(held.grant());
            assertThat(registry.cluster.counts().free()).isEqualTo(1);
        }
    }

    @Test
    void tellsTheInstanceThatItsSessionWasEnded() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            registry.stub().register(registration(instance));
            registry.grants.acquire(new SessionId("s1"), ANNA, Instant.MIN);

            assertThat(registry.grants.end(new SessionId("s1"), EndReason.FORCED)).isTrue();

            registry.awaitEvent(event -> event instanceof SessionEvent.Ended);
            assertThat(instance.ends)
                    .singleElement()
                    .satisfies(end -> assertThat(end.getReason()).isEqualTo("forced"));
            assertThat(registry.cluster.counts().free()).isEqualTo(1);
        }
    }

    @Test
    void goesOnToTheNextInstanceWhenOneIsGone() throws Exception {
        try (var dead = FakeInstance.start("pod-1");
                var alive = FakeInstance.start("pod-2")) {
            registry.stub().register(registration(dead));
            registry.stub().register(registration(alive));
            dead.kill();

            var held =
                    (Decision.Held)
                            registry.grants.acquire(sessionPreferring(dead), ANNA, Instant.MIN);

            assertThat(held.grant().instance()).isEqualTo(alive.instance());
            assertThat(registry.cluster.counts().registered()).isEqualTo(1);
        }
    }

    private SessionId sessionPreferring(FakeInstance instance) {
        return Stream.iterate(1, i -> i + 1)
                .map(i -> new SessionId("s" + i))
                .filter(session -> isFirst(instance, session))
                .findFirst()
                .orElseThrow();
    }

    private boolean isFirst(FakeInstance instance, SessionId session) {
        var best = registry.cluster.preference(session).getFirst();
        return best.equals(instance.instance().id());
    }

    @Test
    void takesBackABindWhoseAnswerNeverCame() throws Exception {
        try (var instance = FakeInstance.startSilent("pod-1")) {
            registry.stub().register(registration(instance));
            var call =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            registry.grants.acquire(
                                                    new SessionId("s1"), ANNA, Instant.MIN);
                                        } catch (InterruptedException e) {
                                            // the client has gone
                                        }
                                    });
            registry.awaitEvent(event -> event instanceof SessionEvent.Reserved);
            call.interrupt();
            registry.awaitEvent(event -> event instanceof SessionEvent.Ending);
            assertThat(registry.cluster.counts().quarantined()).isEqualTo(1);

            instance.speak();

            registry.awaitEvent(event -> event instanceof SessionEvent.Ended);
            assertThat(call.join(RegistryFixture.PATIENCE)).isTrue();
            assertThat(registry.cluster.counts().free()).isEqualTo(1);
        }
    }
}
