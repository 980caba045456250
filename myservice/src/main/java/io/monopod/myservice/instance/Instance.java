package io.monopod.myservice.instance;

import io.grpc.ServerInterceptors;
import io.helidon.webserver.WebServer;
import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.myservice.instance.SlotState.Closed;
import io.monopod.tls.TlsClient;
import io.monopod.tls.TlsServer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An instance: a service behind one slot, known to a gateway. It serves from [#start] until its
/// slot is closed for good, which is after its session (with [AfterSession#EXIT]) or after [#stop];
/// then it answers what it still has to, takes leave of the gateway and closes its port.
public final class Instance {
    private static final Logger LOG = System.getLogger(Instance.class.getName());

    /// How long a call may take to notice that its session is over, and an answer to leave.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final InstanceId id;
    private final HostPort address;
    private final Duration drainTime;
    private final SessionSlot slot;
    private final List<RunningCalls> calls;
    private final SessionEnds ends;
    private final WebServer server;
    private final Registration registration;

    /// No session will come any more, or the time for the last one has run out.
    private final CountDownLatch over = new CountDownLatch(1);

    private final CountDownLatch gone = new CountDownLatch(1);

    private Instance(
            InstanceId id,
            HostPort address,
            Duration drainTime,
            SessionSlot slot,
            List<RunningCalls> calls,
            SessionEnds ends,
            WebServer server,
            Registration registration) {
        this.id = id;
        this.address = address;
        this.drainTime = drainTime;
        this.slot = slot;
        this.calls = calls;
        this.ends = ends;
        this.server = server;
        this.registration = registration;
    }

    /// Starts to listen, and to register in the background for as long as it takes.
    ///
    /// @throws io.monopod.config.InvalidSetting if a file of its TLS is not what it should be
    /// @throws java.io.UncheckedIOException if the port cannot be had
    public static Instance start(InstanceConfig config, SessionService service) {
        var tls = TlsServer.of("tls", config.tls()).orElse(null);
        var gatewayTls = TlsClient.of("gateway-tls", config.gatewayTls()).orElse(null);
        var id = Incarnation.of(config.name(), new SecureRandom());
        var clock = InstantSource.system();
        var started = clock.instant();
        var slot = new SessionSlot(config.afterSession());
        var tokens = new GatewayTokens(clock);
        var lease = new Lease(System::nanoTime);
        var sessionCalls = new RunningCalls();
        var controlCalls = new RunningCalls();
        var ends = new SessionEnds(id, slot, sessionCalls, PATIENCE);
        var guard = new SessionGuard(id, slot, sessionCalls, ends, tokens, service.endingMethods());
        var server =
                GrpcServer.start(
                        config.host(),
                        config.port(),
                        tls,
                        List.of(
                                ServerInterceptors.intercept(service.service(), guard),
                                ServerInterceptors.intercept(
                                        new ControlService(id, slot, ends, lease),
                                        new ControlGuard(tokens, controlCalls))),
                        () -> tokens.areKnown() && !(slot.state() instanceof Closed));
        var address = config.advertise().orElseGet(() -> Address.of(config.host(), server.port()));
        var registry =
                new GrpcRegistry(
                        config.gateway(),
                        gatewayTls,
                        config.joinSecret(),
                        new Announcement(id, config.cluster(), address, started),
                        GrpcRegistry.Patience.USUAL);
        var registration =
                new Registration(id, registry, tokens, slot, lease, new Backoff(new Random()));
        lease.whenWanted(registration::speakSoon);
        var instance =
                new Instance(
                        id,
                        address,
                        config.drainTime(),
                        slot,
                        List.of(sessionCalls, controlCalls),
                        ends,
                        server,
                        registration);
        instance.open();
        return instance;
    }

    private void open() {
        slot.whenChanged(registration::speakSoon);
        slot.whenChanged(
                () -> {
                    if (slot.state() instanceof Closed) {
                        over.countDown();
                    }
                });
        slot.open();
        registration.start();
        Thread.ofVirtual().name("instance").start(this::takeLeaveWhenOver);
    }

    public InstanceId id() {
        return id;
    }

    /// Where the gateway reaches it.
    public HostPort address() {
        return address;
    }

    /// Waits until a gateway knows it, and so may send it a session.
    ///
    /// @return false if it is over before
    public boolean awaitRegistered() throws InterruptedException {
        return registration.awaitKnown();
    }

    /// Waits until the instance is gone.
    public void await() throws InterruptedException {
        gone.await();
    }

    /// Takes no further session, lets the one that it has go on for the drain time at most, and
    /// returns when the instance is gone, or when the calling thread is interrupted.
    public void stop() {
        slot.retire();
        try {
            if (!over.await(drainTime.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "drain time is over, the session goes down with the instance:"
                                + " instance={0} slot={1}",
                        id,
                        SlotReports.word(slot.state()));
                over.countDown();
            }
            gone.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeLeaveWhenOver() {
        try {
            over.await();
            // When the gateway hears that the instance leaves, it may place the session elsewhere:
            // nothing of it runs here then.
            ends.goDown();
            // The answer that ended the session, or the one to the gateway that did.
            calls.forEach(running -> running.awaitNoneBut(Set.of(), PATIENCE));
            registration.close();
            server.stop();
            LOG.log(Level.INFO, "stopped instance={0}", id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.countDown();
        }
    }
}
