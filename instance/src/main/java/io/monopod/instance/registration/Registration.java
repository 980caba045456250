package io.monopod.instance.registration;

import io.monopod.contract.InstanceId;
import io.monopod.instance.call.GatewayTokens;
import io.monopod.instance.call.SessionTimeouts;
import io.monopod.instance.lease.Lease;
import io.monopod.instance.registration.RegistryReply.Vouched;
import io.monopod.instance.slot.SessionSlot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps the instance registered with the gateway: registers it, sends heartbeats, reports each
/// change of the slot at once, and registers again when the gateway has forgotten it or was away.
/// It never gives up, and logs only changes.
public final class Registration implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Registration.class.getName());

    /// How long a gateway may be unreachable without a warning.
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// When a gateway that does not vouch for the instance is followed by the next.
    private static final Duration UNVOUCHED = Duration.ofMillis(250);

    private final InstanceId instance;
    private final RegistryClient registry;
    private final GatewayTokens tokens;
    private final SessionSlot slot;
    private final Lease lease;
    private final Lease vouched;
    private final SessionTimeouts timeouts;
    private final RetryBackoff backoff;
    private final Thread thread;

    /// Guards `changed` and `stopping`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition wakeUp = lock.newCondition();
    private boolean changed;
    private boolean stopping;

    /// Counted down when a gateway first knows the instance, or when none ever will.
    private final CountDownLatch settled = new CountDownLatch(1);

    /// Counted down when a gateway first accepts or refuses this instance.
    private final CountDownLatch answered = new CountDownLatch(1);

    /// Why no gateway knows this instance; empty if one does.
    private volatile String problem = "no answer";

    /// What [RegistryClient#deregister] tells.
    private volatile String exit = "";

    // Used by the registration's own thread only.
    private boolean registered;
    private Duration heartbeat = Duration.ofSeconds(1);
    private String lastLogged = "";
    private long unreachedSince;

    /// @param lease how long the gateway counts the instance as alive
    /// @param vouched how long some gateway vouches for it
    public Registration(
            InstanceId instance,
            RegistryClient registry,
            GatewayTokens tokens,
            SessionSlot slot,
            Lease lease,
            Lease vouched,
            SessionTimeouts timeouts,
            RetryBackoff backoff) {
        this.instance = instance;
        this.registry = registry;
        this.tokens = tokens;
        this.slot = slot;
        this.lease = lease;
        this.vouched = vouched;
        this.timeouts = timeouts;
        this.backoff = backoff;
        this.unreachedSince = lease.now();
        this.thread = Thread.ofVirtual().name("registration").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Sends a heartbeat now: the slot has changed, or a thread waits for a lease. Does not block.
    public void heartbeatNow() {
        lock.lock();
        try {
            changed = true;
            wakeUp.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a gateway first accepts the registration.
    ///
    /// @return false if this was closed first
    public boolean awaitKnown() throws InterruptedException {
        settled.await();
        lock.lock();
        try {
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a gateway accepts or refuses the registration.
    ///
    /// @param longest the timeout
    /// @return why it has not been accepted; empty if it has
    public Optional<String> awaitAnswer(Duration longest) throws InterruptedException {
        boolean _ = answered.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        return Optional.of(problem).filter(why -> !why.isEmpty());
    }

    private void run() {
        try (timeouts) {
            Duration pause = Duration.ZERO;
            while (awaitNext(pause)) {
                pause = sendSafely();
            }
            if (registered) {
                registry.deregister(exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the next message is due, or until the slot changes while registered.
    ///
    /// @return false if closed
    private boolean awaitNext(Duration pause) throws InterruptedException {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (!stopping && left > 0 && !(changed && registered)) {
                left = wakeUp.awaitNanos(left);
            }
            changed = false;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /// A reply that causes an exception, such as one with invalid keys, must not end the thread.
    private Duration sendSafely() {
        try {
            return send();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "registration failed, retrying instance=" + instance, e);
            return RetryBackoff.LIMIT;
        }
    }

    /// @return the delay until the next message
    private Duration send() {
        var now = slot.state();
        long sent = lease.now();
        return switch (registered
                ? registry.heartbeat(now, tokens.version())
                : registry.register(now)) {
            case RegistryReply.Registered(
                            var interval,
                            var length,
                            var granted,
                            var rules,
                            var limits,
                            var word) -> {
                tokens.use(rules);
                slot.fence(granted);
                lease.limit(length, sent);
                lease.renew(sent);
                if (word != Vouched.UNSAID) {
                    vouched.limit(length, sent);
                }
                timeouts.limit(limits);
                registered = true;
                problem = "";
                settled.countDown();
                answered.countDown();
                heartbeat = interval;
                yield accepted(word, sent);
            }
            case RegistryReply.Renewed(var rules, var word) -> {
                lease.renew(sent);
                rules.ifPresent(tokens::use);
                yield accepted(word, sent);
            }
            case RegistryReply.Unknown() -> {
                registered = false;
                logChange(Level.INFO, "gateway does not know this instance", "registering again");
                yield Duration.ZERO;
            }
            case RegistryReply.Refused(var why) -> {
                registered = false;
                problem = why;
                answered.countDown();
                logChange(Level.ERROR, "gateway refuses this instance", why);
                yield RetryBackoff.LIMIT;
            }
            case RegistryReply.Unreachable(var why, var word) -> {
                if (word == Vouched.YES) {
                    vouched.renew(sent);
                }
                problem = registered ? "" : why;
                logUnreached(why);
                yield backoff.next();
            }
        };
    }

    private Duration accepted(Vouched word, long sent) {
        backoff.reset();
        unreachedSince = lease.now();
        logChange(Level.INFO, "registered", "heartbeat every " + heartbeat.toMillis() + " ms");
        return switch (word) {
            case YES -> {
                vouched.renew(sent);
                yield heartbeat;
            }
            case NO -> {
                registry.askNext();
                yield heartbeat.compareTo(UNVOUCHED) < 0 ? heartbeat : UNVOUCHED;
            }
            case UNSAID -> {
                vouched.lift();
                yield heartbeat;
            }
        };
    }

    /// No WARN while both start or the gateway is replaced: nobody needs to act.
    private void logUnreached(String why) {
        if (lease.now() - unreachedSince < GRACE.toNanos()) {
            logChange(Level.INFO, "gateway is not reached yet, retrying", why);
        } else {
            logChange(Level.WARNING, "gateway is not reached, retrying", why);
        }
    }

    private void logChange(Level level, String what, String detail) {
        if (!what.equals(lastLogged)) {
            lastLogged = what;
            LOG.log(level, "{0}: {1} instance={2}", what, detail, instance);
        }
    }

    /// What the instance stands for has died. To be called before [#close], which tells it.
    ///
    /// @param how a signal's name or an exit code
    public void died(String how) {
        exit = how;
    }

    /// Deregisters the instance.
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            wakeUp.signal();
        } finally {
            lock.unlock();
        }
        settled.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
