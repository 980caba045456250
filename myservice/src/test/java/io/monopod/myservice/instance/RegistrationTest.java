package io.monopod.myservice.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.myservice.TestTokens;
import io.monopod.token.TokenCheck;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What the instance says to a gateway, word for word, given what the gateway replies.
@Timeout(20)
class RegistrationTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Epoch GRANTED = Epoch.NONE;
    private static final RegistryReply RENEWED = new RegistryReply.Renewed();
    private static final RegistryReply AWAY = new RegistryReply.Unreachable("away");

    private final TestTokens gateway = new TestTokens();
    private final GatewayTokens tokens = new GatewayTokens(InstantSource.system());
    private final SessionSlot slot = new SessionSlot(AfterSession.REUSE);
    private final AtomicLong time = new AtomicLong();
    private final Lease lease = new Lease(time::get);
    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final Registration registration =
            new Registration(
                    new InstanceId("pod-1"),
                    registry,
                    tokens,
                    slot,
                    lease,
                    new Backoff(new Random(1)));

    private void start() {
        slot.open();
        slot.whenChanged(registration::speakSoon);
        registration.start();
    }

    @AfterEach
    void stop() {
        registration.close();
    }

    @Test
    void registersAndThenKeepsItsLease() throws InterruptedException {
        registry.willReply(registered(Duration.ofMillis(1)), RENEWED, RENEWED);

        start();

        assertThat(registry.words(3))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void takesTheKeysThatItIsGiven() throws InterruptedException {
        var token = gateway.forUser("ann", "s-1");
        var session = new SessionId("s-1");
        assertThat(tokens.ofUser(token, session)).isInstanceOf(TokenCheck.Invalid.class);
        registry.willReply(registered(Duration.ofMillis(1)), RENEWED);

        start();

        var _ = registry.words(2);
        assertThat(tokens.ofUser(token, session)).isInstanceOf(TokenCheck.Valid.class);
    }

    @Test
    void reportsAChangeOfTheSlotAtOnce() throws InterruptedException {
        registry.willReply(registered(Duration.ofHours(1)), RENEWED);
        start();
        var _ = registry.words(1);

        var _ = slot.bind(new SessionId("s-1"), new Epoch(7), Optional.empty());

        assertThat(registry.words(1)).containsExactly("heartbeat held(s-1 epoch 7)");
    }

    @Test
    void registersAgainWhenItIsNotKnownAnyMore() throws InterruptedException {
        registry.willReply(
                registered(Duration.ofMillis(1)),
                new RegistryReply.Unknown(),
                registered(Duration.ofMillis(1)),
                RENEWED);

        start();

        assertThat(registry.words(4))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void triesUntilTheGatewayIsThere() throws InterruptedException {
        registry.willReply(AWAY, AWAY, AWAY, registered(Duration.ofMillis(1)), RENEWED);

        start();

        assertThat(registry.words(5)).endsWith("heartbeat free(epoch 0)");
    }

    @Test
    void keepsItsLeaseThroughAnOutage() throws InterruptedException {
        registry.willReply(registered(Duration.ofMillis(1)), AWAY, AWAY, RENEWED);

        start();

        assertThat(registry.words(4))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void shutsTheSlotToGrantsFromBeforeItsRegistration() throws InterruptedException {
        registry.willReply(
                new RegistryReply.Registered(Duration.ofHours(1), LEASE, new Epoch(7), terms()),
                RENEWED);
        start();
        assertThat(registry.words(2)).endsWith("heartbeat free(epoch 7)");

        var old = slot.bind(new SessionId("s-1"), new Epoch(7), Optional.empty());

        assertThat(old.outcome()).isEqualTo(SessionSlot.BindOutcome.STALE_EPOCH);
    }

    @Test
    void asksForTheGatewaysWordWhenTheLeaseHasLapsedAndSomebodyWaits() throws InterruptedException {
        lease.whenWanted(registration::speakSoon);
        registry.willReply(registered(Duration.ofHours(1)), RENEWED);
        start();
        var _ = registry.words(1);
        assertThat(registration.awaitKnown()).isTrue();
        time.addAndGet(LEASE.toNanos());
        assertThat(lease.isGood()).isFalse();

        assertThat(lease.await()).isTrue();

        assertThat(registry.words(1)).containsExactly("heartbeat free(epoch 0)");
    }

    @Test
    void goesOnAfterKeysThatAreNone() throws InterruptedException {
        registry.willReply(
                new RegistryReply.Registered(
                        Duration.ofMillis(1),
                        LEASE,
                        GRANTED,
                        new GatewayTokens.Terms("no keys", "i", "a")),
                registered(Duration.ofMillis(1)));

        start();

        assertThat(registry.words(2))
                .containsExactly("register free(epoch 0)", "register free(epoch 0)");
    }

    @Test
    void goesOnAfterARefusal() throws InterruptedException {
        registry.willReply(
                new RegistryReply.Refused("join secret refused"), registered(Duration.ofMillis(1)));

        start();

        assertThat(registry.words(2))
                .containsExactly("register free(epoch 0)", "register free(epoch 0)");
    }

    @Test
    void takesItsLeave() throws InterruptedException {
        registry.willReply(registered(Duration.ofHours(1)));
        start();
        var _ = registry.words(1);

        registration.close();

        assertThat(registry.words(2)).containsExactly("deregister", "close");
    }

    private RegistryReply registered(Duration heartbeat) {
        return new RegistryReply.Registered(heartbeat, LEASE, GRANTED, terms());
    }

    private GatewayTokens.Terms terms() {
        return new GatewayTokens.Terms(gateway.jwks(), TestTokens.ISSUER, TestTokens.AUDIENCE);
    }

    /// Replies as it is told, and renews every lease when it has nothing more to say.
    private static final class ScriptedRegistry implements Registry {
        private final BlockingQueue<RegistryReply> replies = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        void willReply(RegistryReply... next) {
            replies.addAll(List.of(next));
        }

        /// The next words that the instance says.
        List<String> words(int count) throws InterruptedException {
            var heard = new ArrayList<String>();
            while (heard.size() < count) {
                var word = words.poll(10, TimeUnit.SECONDS);
                if (word == null) {
                    throw new AssertionError("only " + heard + " came within 10 s");
                }
                heard.add(word);
            }
            return heard;
        }

        private RegistryReply reply() {
            var next = replies.poll();
            return next == null ? RENEWED : next;
        }

        @Override
        public RegistryReply register(SlotState now) {
            words.add("register " + SlotReports.word(now));
            return reply();
        }

        @Override
        public RegistryReply heartbeat(SlotState now) {
            words.add("heartbeat " + SlotReports.word(now));
            return reply();
        }

        @Override
        public void deregister() {
            words.add("deregister");
        }

        @Override
        public void close() {
            words.add("close");
        }
    }
}
