package io.monopod.instance.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.instance.call.GatewayTokens;
import io.monopod.instance.call.RunningCalls;
import io.monopod.instance.call.SessionConnections;
import io.monopod.instance.call.SessionEnds;
import io.monopod.instance.call.SessionTimeouts;
import io.monopod.instance.call.Vouchers;
import io.monopod.instance.lease.Lease;
import io.monopod.instance.registration.RegistryReply.Vouched;
import io.monopod.instance.slot.AfterSession;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SlotReports;
import io.monopod.instance.slot.SlotState;
import io.monopod.myservice.TestTokens;
import io.monopod.proto.control.v1.TokenIssuer;
import io.monopod.proto.control.v1.TokenRules;
import io.monopod.token.TokenCheck;
import io.monopod.vouch.InstanceKey;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// The messages that an instance sends to a gateway, for given replies.
@Timeout(20)
class RegistrationTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Epoch GRANTED = Epoch.NONE;
    private static final RegistryReply RENEWED =
            new RegistryReply.Renewed(Optional.empty(), Vouched.UNSAID);
    private static final RegistryReply AWAY = new RegistryReply.Unreachable("away", Vouched.UNSAID);

    private final TestTokens gateway = new TestTokens();
    private final GatewayTokens tokens = new GatewayTokens(InstantSource.system());
    private final SessionSlot slot = new SessionSlot(AfterSession.REUSE);
    private final AtomicLong time = new AtomicLong();
    private final Lease lease = new Lease(time::get);
    private final Lease vouched = new Lease(time::get);
    private final RunningCalls calls = new RunningCalls();
    private final SessionTimeouts timeouts =
            new SessionTimeouts(
                    slot,
                    calls,
                    new SessionConnections(
                            slot,
                            tokens,
                            new Vouchers(new InstanceId("pod-1"), InstanceKey.random())),
                    new SessionEnds(new InstanceId("pod-1"), slot, calls, Duration.ofSeconds(1)));
    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final Registration registration =
            new Registration(
                    new InstanceId("pod-1"),
                    registry,
                    tokens,
                    slot,
                    lease,
                    vouched,
                    timeouts,
                    new RetryBackoff(new Random(1)));

    private void start() {
        slot.open();
        slot.whenChanged(registration::heartbeatNow);
        registration.start();
    }

    @AfterEach
    void stop() {
        registration.close();
    }

    @Test
    void registersThenSendsHeartbeats() throws InterruptedException {
        registry.willReply(registered(Duration.ofMillis(1)), RENEWED, RENEWED);

        start();

        assertThat(registry.messages(3))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void warnsOnlyIfGatewayStaysAway() throws InterruptedException {
        var levels = new CopyOnWriteArrayList<Level>();
        var log = Logger.getLogger(Registration.class.getName());
        var handler = new LevelsOf("gateway is not reached", levels);
        log.addHandler(handler);
        try {
            registry.willReply(AWAY, AWAY, AWAY, AWAY, AWAY, AWAY);
            start();
            registry.messages(2);
            assertThat(levels).containsExactly(Level.INFO);

            time.addAndGet(Duration.ofSeconds(11).toNanos());
            registry.messages(3);

            assertThat(levels).containsExactly(Level.INFO, Level.WARNING);
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void usesKeysFromRegistration() throws InterruptedException {
        var token = gateway.forUser("ann", "s-1");
        var session = new SessionId("s-1");
        assertThat(tokens.ofUser(token, session)).isInstanceOf(TokenCheck.Invalid.class);
        registry.willReply(registered(Duration.ofMillis(1)), RENEWED);

        start();

        var _ = registry.messages(2);
        assertThat(tokens.ofUser(token, session)).isInstanceOf(TokenCheck.Valid.class);
    }

    @Test
    void usesNewKeysWhenTheyChange() throws InterruptedException {
        var other = new TestTokens();
        var token = other.forUser("ann", "s-1");
        var session = new SessionId("s-1");
        registry.willReply(
                registered(Duration.ofMillis(1)),
                RENEWED,
                new RegistryReply.Renewed(Optional.of(other.rules()), Vouched.UNSAID),
                RENEWED);

        start();

        var _ = registry.messages(4);
        assertThat(tokens.ofUser(token, session)).isInstanceOf(TokenCheck.Valid.class);
        assertThat(tokens.ofUser(gateway.forUser("ann", "s-1"), session))
                .isInstanceOf(TokenCheck.Invalid.class);
        assertThat(tokens.version()).isEqualTo(other.rules().getVersion());
    }

    @Test
    void reportsSlotChangeAtOnce() throws InterruptedException {
        registry.willReply(registered(Duration.ofHours(1)), RENEWED);
        start();
        var _ = registry.messages(1);

        var _ = slot.bind(grant());

        assertThat(registry.messages(1)).containsExactly("heartbeat held(s-1 epoch 7)");
    }

    @Test
    void registersAgainWhenUnknown() throws InterruptedException {
        registry.willReply(
                registered(Duration.ofMillis(1)),
                new RegistryReply.Unknown(),
                registered(Duration.ofMillis(1)),
                RENEWED);

        start();

        assertThat(registry.messages(4))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void retriesUntilGatewayIsReachable() throws InterruptedException {
        registry.willReply(AWAY, AWAY, AWAY, registered(Duration.ofMillis(1)), RENEWED);

        start();

        assertThat(registry.messages(5)).endsWith("heartbeat free(epoch 0)");
    }

    @Test
    void keepsLeaseThroughOutage() throws InterruptedException {
        registry.willReply(registered(Duration.ofMillis(1)), AWAY, AWAY, RENEWED);

        start();

        assertThat(registry.messages(4))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void fencesGrantsFromBeforeRegistration() throws InterruptedException {
        registry.willReply(
                new RegistryReply.Registered(
                        Duration.ofHours(1),
                        LEASE,
                        new Epoch(7),
                        gateway.rules(),
                        SessionTimeouts.Limits.NONE,
                        Vouched.UNSAID),
                RENEWED);
        start();
        assertThat(registry.messages(2)).endsWith("heartbeat free(epoch 7)");

        var old = slot.bind(grant());

        assertThat(old.outcome()).isEqualTo(SessionSlot.BindOutcome.STALE_EPOCH);
    }

    @Test
    void sendsHeartbeatForWaiterOnLapsedLease() throws InterruptedException {
        lease.whenWanted(registration::heartbeatNow);
        registry.willReply(registered(Duration.ofHours(1)), RENEWED);
        start();
        var _ = registry.messages(1);
        assertThat(registration.awaitKnown()).isTrue();
        time.addAndGet(LEASE.toNanos());
        assertThat(lease.isGood()).isFalse();

        assertThat(lease.await()).isTrue();

        assertThat(registry.messages(1)).containsExactly("heartbeat free(epoch 0)");
    }

    @Test
    void servesForALeaseAfterAGatewayHasVouched() throws InterruptedException {
        vouched.whenWanted(registration::heartbeatNow);
        registry.willReply(registered(Duration.ofHours(1), Vouched.YES));
        start();
        assertThat(registration.awaitKnown()).isTrue();
        time.addAndGet(LEASE.toNanos() - 1);
        assertThat(vouched.isGood()).isTrue();
        time.addAndGet(1);
        assertThat(vouched.isGood()).isFalse();
        registry.willReply(new RegistryReply.Renewed(Optional.empty(), Vouched.YES));

        assertThat(vouched.await()).isTrue();
    }

    @Test
    void gatewayThatReachesNoLeaderMayVouch() throws InterruptedException {
        vouched.whenWanted(registration::heartbeatNow);
        registry.willReply(registered(Duration.ofHours(1), Vouched.YES));
        start();
        assertThat(registration.awaitKnown()).isTrue();
        time.addAndGet(LEASE.toNanos());
        registry.willReply(new RegistryReply.Unreachable("no gateway leads now", Vouched.YES));

        assertThat(vouched.await()).isTrue();

        assertThat(lease.isGood()).isFalse();
    }

    @Test
    void asksAnotherGatewayIfThisOneDoesNotVouch() throws InterruptedException {
        vouched.whenWanted(registration::heartbeatNow);
        registry.willReply(registered(Duration.ofHours(1), Vouched.YES));
        start();
        assertThat(registration.awaitKnown()).isTrue();
        time.addAndGet(LEASE.toNanos());
        registry.willReply(
                new RegistryReply.Renewed(Optional.empty(), Vouched.NO),
                new RegistryReply.Renewed(Optional.empty(), Vouched.YES));

        assertThat(vouched.await()).isTrue();

        assertThat(registry.messages(4))
                .containsExactly(
                        "register free(epoch 0)",
                        "heartbeat free(epoch 0)",
                        "ask the next",
                        "heartbeat free(epoch 0)");
    }

    @Test
    void needsNoWordOfAGatewayThatGivesNone() throws InterruptedException {
        vouched.whenWanted(registration::heartbeatNow);
        registry.willReply(registered(Duration.ofHours(1), Vouched.YES));
        start();
        assertThat(registration.awaitKnown()).isTrue();
        time.addAndGet(LEASE.toNanos());
        registry.willReply(new RegistryReply.Renewed(Optional.empty(), Vouched.UNSAID));

        assertThat(vouched.await()).isTrue();

        time.addAndGet(LEASE.toNanos());
        assertThat(vouched.isGood()).isTrue();
    }

    @Test
    void continuesAfterInvalidKeys() throws InterruptedException {
        registry.willReply(
                new RegistryReply.Registered(
                        Duration.ofMillis(1),
                        LEASE,
                        GRANTED,
                        TokenRules.newBuilder()
                                .addIssuers(TokenIssuer.newBuilder().setJwks("no keys"))
                                .build(),
                        SessionTimeouts.Limits.NONE,
                        Vouched.UNSAID),
                registered(Duration.ofMillis(1)));

        start();

        assertThat(registry.messages(2))
                .containsExactly("register free(epoch 0)", "register free(epoch 0)");
    }

    @Test
    void continuesAfterRefusal() throws InterruptedException {
        registry.willReply(
                new RegistryReply.Refused("join secret refused"), registered(Duration.ofMillis(1)));

        start();

        assertThat(registry.messages(2))
                .containsExactly("register free(epoch 0)", "register free(epoch 0)");
    }

    @Test
    void deregistersOnClose() throws InterruptedException {
        registry.willReply(registered(Duration.ofHours(1)));
        start();
        var _ = registry.messages(1);

        registration.close();

        assertThat(registry.messages(1)).containsExactly("deregister");
    }

    @Test
    void tellsHowItDiedOnClose() throws InterruptedException {
        registry.willReply(registered(Duration.ofHours(1)));
        start();
        var _ = registry.messages(1);

        registration.died("SIGKILL");
        registration.close();

        assertThat(registry.messages(1)).containsExactly("deregister SIGKILL");
    }

    private RegistryReply registered(Duration heartbeat) {
        return registered(heartbeat, Vouched.UNSAID);
    }

    private RegistryReply registered(Duration heartbeat, Vouched word) {
        return new RegistryReply.Registered(
                heartbeat, LEASE, GRANTED, gateway.rules(), SessionTimeouts.Limits.NONE, word);
    }

    private static SlotState.Holder grant() {
        return new SlotState.Holder(
                new SessionId("s-1"), new Epoch(7), Optional.empty(), new Secret("a proof"));
    }

    /// Collects the levels of log messages with a given prefix.
    private static final class LevelsOf extends Handler {
        private final String prefix;
        private final List<Level> levels;

        LevelsOf(String prefix, List<Level> levels) {
            this.prefix = prefix;
            this.levels = levels;
        }

        @Override
        public void publish(LogRecord line) {
            if (new SimpleFormatter().formatMessage(line).startsWith(prefix)) {
                levels.add(line.getLevel());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final class ScriptedRegistry implements RegistryClient {
        private final BlockingQueue<RegistryReply> replies = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        void willReply(RegistryReply... next) {
            replies.addAll(List.of(next));
        }

        /// The next messages of the instance.
        List<String> messages(int count) throws InterruptedException {
            var received = new ArrayList<String>();
            while (received.size() < count) {
                var message = messages.poll(10, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("only " + received + " came within 10 s");
                }
                received.add(message);
            }
            return received;
        }

        private RegistryReply reply() {
            var next = replies.poll();
            return next == null ? RENEWED : next;
        }

        @Override
        public RegistryReply register(SlotState now) {
            messages.add("register " + SlotReports.describe(now));
            return reply();
        }

        @Override
        public RegistryReply heartbeat(SlotState now, String tokensVersion) {
            messages.add("heartbeat " + SlotReports.describe(now));
            return reply();
        }

        @Override
        public void askNext() {
            messages.add("ask the next");
        }

        @Override
        public void deregister(String exit) {
            messages.add(("deregister " + exit).strip());
        }
    }
}
