package io.monopod.myservice.instance;

import io.monopod.contract.InstanceId;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps the instance known to the gateway, for as long as it lives: registers it, sends
/// heartbeats, reports each change of the slot at once, and starts anew when the gateway has
/// forgotten it or was away. It never gives up, and says in the log only what is new.
final class Registration implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Registration.class.getName());

    private final InstanceId instance;
    private final Registry registry;
    private final GatewayTokens tokens;
    private final SessionSlot slot;
    private final Lease lease;
    private final Backoff backoff;
    private final Thread thread;

    /// Guards `changed` and `stopping`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition news = lock.newCondition();
    private boolean changed;
    private boolean stopping;

    /// Counted down when a gateway first knows the instance, or none will any more.
    private final CountDownLatch settled = new CountDownLatch(1);

    // Of the registration's own thread alone.
    private boolean registered;
    private Duration heartbeat = Duration.ofSeconds(1);
    private String lastSaid = "";

    Registration(
            InstanceId instance,
            Registry registry,
            GatewayTokens tokens,
            SessionSlot slot,
            Lease lease,
            Backoff backoff) {
        this.instance = instance;
        this.registry = registry;
        this.tokens = tokens;
        this.slot = slot;
        this.lease = lease;
        this.backoff = backoff;
        this.thread = Thread.ofVirtual().name("registration").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// There is something to say, or to hear: the slot is not what it was, or somebody waits for
    /// the gateway's word. Does not block.
    void speakSoon() {
        lock.lock();
        try {
            changed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a gateway has taken the registration for the first time.
    ///
    /// @return false if it was closed instead
    boolean awaitKnown() throws InterruptedException {
        settled.await();
        lock.lock();
        try {
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try (registry) {
            Duration pause = Duration.ZERO;
            while (rest(pause)) {
                pause = speakSafely();
            }
            if (registered) {
                registry.deregister();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for the time to speak again, or for news of the slot if the gateway is listening.
    ///
    /// @return false if it is time to stop
    private boolean rest(Duration pause) throws InterruptedException {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (!stopping && left > 0 && !(changed && registered)) {
                left = news.awaitNanos(left);
            }
            changed = false;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /// A reply that cannot be dealt with, such as keys that are none, must not end it all.
    private Duration speakSafely() {
        try {
            return speak();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "registration failed, trying on instance=" + instance, e);
            return Backoff.LIMIT;
        }
    }

    /// @return how long until the next word
    private Duration speak() {
        var now = slot.state();
        long sent = lease.now();
        return switch (registered ? registry.heartbeat(now) : registry.register(now)) {
            case RegistryReply.Registered(var interval, var length, var granted, var terms) -> {
                tokens.use(terms);
                slot.fence(granted);
                lease.begin(length, sent);
                registered = true;
                settled.countDown();
                heartbeat = interval;
                yield listened();
            }
            case RegistryReply.Renewed() -> {
                lease.renew(sent);
                yield listened();
            }
            case RegistryReply.Unknown() -> {
                registered = false;
                say(Level.INFO, "gateway does not know this instance", "registering again");
                yield Duration.ZERO;
            }
            case RegistryReply.Refused(var why) -> {
                registered = false;
                say(Level.ERROR, "gateway refuses this instance", why);
                yield Backoff.LIMIT;
            }
            case RegistryReply.Unreachable(var why) -> {
                say(Level.WARNING, "gateway is not reached, trying on", why);
                yield backoff.next();
            }
        };
    }

    private Duration listened() {
        backoff.reset();
        say(Level.INFO, "registered", "heartbeat every " + heartbeat.toMillis() + " ms");
        return heartbeat;
    }

    private void say(Level level, String what, String detail) {
        if (!what.equals(lastSaid)) {
            lastSaid = what;
            LOG.log(level, "{0}: {1} instance={2}", what, detail, instance);
        }
    }

    /// Takes leave of the gateway.
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            news.signal();
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
