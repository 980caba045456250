package io.monopod.gateway.registry;

import static io.monopod.gateway.registry.RegistryFixture.ANNA;
import static io.monopod.gateway.registry.RegistryFixture.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.stream.Stream;

/// Sessions get an instance and give it back, by calls to real instances.
class SessionsTest {
    @AutoClose private final RegistryFixture registry = new RegistryFixture();

    @Test
    void grantsAnInstanceAndTakesItBack() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            registry.stub().register(registration(instance));

            var held =
                    (Assignment.Held)
                            registry.grants.acquire(new SessionId("s1"), ANNA, Instant.MIN);

            assertThat(held.grant().instance()).isEqualTo(instance.instance());
            assertThat(instance.slot().getSessionId()).isEqualTo("s1");
            assertThat(instance.slot().getOwner()).isEqualTo("anna");
            assertThat(instance.proofs)
                    .containsExactly(
                            instance.instance().key().controlProof(instance.instance().id()));
            assertThat(registry.grants.acquire(new SessionId("s2"), ANNA, Instant.MIN))
                    .isInstanceOf(Refusal.AllInstancesBusy.class);

            registry.grants.endedByCall(held.grant(), AfterEnd.FREE);
            registry.grants.callEnded(held.grant());
            assertThat(registry.cluster.sessions().table().counts().free()).isEqualTo(1);
        }
    }

    @Test
    void endIsSentToTheInstance() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            registry.stub().register(registration(instance));
            registry.grants.acquire(new SessionId("s1"), ANNA, Instant.MIN);

            assertThat(registry.grants.end(new SessionId("s1"), EndReason.FORCED)).isTrue();

            registry.awaitEvent(event -> event instanceof SessionEvent.Ended);
            assertThat(instance.ends)
                    .singleElement()
                    .satisfies(end -> assertThat(end.getReason()).isEqualTo("forced"));
            assertThat(registry.cluster.sessions().table().counts().free()).isEqualTo(1);
        }
    }

    @Test
    void nextInstanceIsTriedWhenOneIsGone() throws Exception {
        try (var dead = FakeInstance.start("pod-1");
                var alive = FakeInstance.start("pod-2")) {
            registry.stub().register(registration(dead));
            registry.stub().register(registration(alive));
            dead.kill();

            var held =
                    (Assignment.Held)
                            registry.grants.acquire(sessionPreferring(dead), ANNA, Instant.MIN);

            assertThat(held.grant().instance()).isEqualTo(alive.instance());
            assertThat(registry.cluster.sessions().table().counts().registered()).isEqualTo(1);
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
        var best = registry.cluster.sessions().table().preference(session).getFirst();
        return best.equals(instance.instance().id());
    }

    @Test
    void bindWithoutAnswerIsRevoked() throws Exception {
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
            assertThat(registry.cluster.sessions().table().counts().quarantined()).isEqualTo(1);

            instance.allowAnswers();

            registry.awaitEvent(event -> event instanceof SessionEvent.Ended);
            assertThat(call.join(RegistryFixture.TIMEOUT)).isTrue();
            assertThat(registry.cluster.sessions().table().counts().free()).isEqualTo(1);
        }
    }
}
