package io.monopod.agent;

import io.monopod.config.HostPort;
import io.monopod.instance.InstanceConfig;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs one [Backend] after the other, on a thread of its own, whenever one is wanted.
final class Slot {
    private static final Logger LOG = System.getLogger(Slot.class.getName());

    private final AgentParts agent;
    private final InstanceConfig config;
    private final RestartDelay delay = new RestartDelay();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private volatile Optional<Backend> current = Optional.empty();

    /// @param index 0 for the first
    Slot(AgentParts agent, int index) {
        this.agent = agent;
        this.config = config(agent.first(), index);
        this.thread = Thread.ofVirtual().name("slot-" + index).unstarted(this::run);
    }

    private static InstanceConfig config(InstanceConfig first, int index) {
        return new InstanceConfig(
                first.name(),
                first.host(),
                first.port() == 0 ? 0 : first.port() + index,
                first.advertise().map(at -> new HostPort(at.host(), at.port() + index)),
                first.gateways(),
                first.cluster(),
                first.joinSecret(),
                first.afterSession(),
                first.drainTime(),
                first.maxMessage(),
                first.tls(),
                first.gatewayTls());
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            boolean over = false;
            while (!over) {
                var place = agent.spares().awaitPlace();
                if (place.isEmpty()) {
                    return;
                }
                over = stopped.await(runNext(place.get()).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return how long to wait before the next
    private Duration runNext(Spares.Place place) throws InterruptedException {
        try (place) {
            var backend = Backend.announce(agent, config);
            current = Optional.of(backend);
            if (stopped.getCount() == 0) { // and perhaps before `current` was set
                backend.stop();
            }
            var failure = backend.run(place);
            if (failure.isPresent()) {
                return delay.afterDeath(failure.get());
            }
            delay.afterService();
            return Duration.ZERO;
        } catch (UncheckedIOException e) {
            agent.startup().failed(String.valueOf(e.getMessage()));
            LOG.log(Level.ERROR, "instance cannot start: {0}", e.getMessage());
            return delay.afterDeath(Duration.ZERO);
        } catch (RuntimeException | Error e) {
            agent.startup().died("a slot failed: " + e);
            LOG.log(Level.ERROR, "slot failed, and goes on", e);
            return delay.afterDeath(Duration.ZERO);
        }
    }

    /// Lets the current session go on for the drain time. Returns when no process is left.
    void stop() throws InterruptedException {
        stopped.countDown();
        current.ifPresent(Backend::stop);
        thread.join();
    }
}
