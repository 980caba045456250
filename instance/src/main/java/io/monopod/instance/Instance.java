package io.monopod.instance;

import io.grpc.ServerInterceptors;
import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.instance.call.ControlGuard;
import io.monopod.instance.call.GatewayTokens;
import io.monopod.instance.call.IdleWatch;
import io.monopod.instance.call.RunningCalls;
import io.monopod.instance.call.SessionEnds;
import io.monopod.instance.call.SessionGuard;
import io.monopod.instance.call.Vouchers;
import io.monopod.instance.registration.GrpcRegistry;
import io.monopod.instance.registration.Lease;
import io.monopod.instance.registration.Registration;
import io.monopod.instance.registration.RegistrationInfo;
import io.monopod.instance.registration.RetryBackoff;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SlotReports;
import io.monopod.instance.slot.SlotState.Closed;
import io.monopod.tls.TlsClient;
import io.monopod.tls.TlsServer;
import io.monopod.vouch.InstanceKey;

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

/// An instance: a service behind one slot, registered with a gateway. It serves from [#start] until
/// its slot closes, which is after its session (with [io.monopod.instance.slot.AfterSession#EXIT])
/// or after [#stop]. Then it completes its last answers, deregisters and closes its port.
public final class Instance {
    private static final Logger LOG = System.getLogger(Instance.class.getName());

    /// How long a call may take to notice that its session has ended, and an answer to be sent.
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final InstanceId id;
    private final HostPort address;
    private final Duration drainTime;
    private final SessionSlot slot;
    private final List<RunningCalls> calls;
    private final SessionEnds ends;
    private final GrpcServer server;
    private final Registration registration;

    /// Counted down when no session will come any more, or the drain time is over.
    private final CountDownLatch over = new CountDownLatch(1);

    private final CountDownLatch gone = new CountDownLatch(1);

    private Instance(
            InstanceId id,
            HostPort address,
            Duration drainTime,
            SessionSlot slot,
            List<RunningCalls> calls,
            SessionEnds ends,
            GrpcServer server,
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

    /// Starts to listen, and registers in the background for as long as that takes.
    ///
    /// @throws io.monopod.config.InvalidSetting if one of its TLS files is invalid
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    public static Instance start(InstanceConfig config, SessionService service) {
        return start(config, service, InstantSource.system());
    }

    /// @param clock for the expiry of direct calls' tokens; nothing else depends on it
    static Instance start(InstanceConfig config, SessionService service, InstantSource clock) {
        var tls = TlsServer.of("tls", config.tls()).orElse(null);
        var gatewayTls = TlsClient.of("gateway-tls", config.gatewayTls()).orElse(null);
        var id = ProcessId.of(config.name(), new SecureRandom());
        var key = InstanceKey.random();
        var started = clock.instant();
        var slot = new SessionSlot(config.afterSession());
        var tokens = new GatewayTokens(clock);
        var lease = new Lease(System::nanoTime);
        var sessionCalls = new RunningCalls();
        var controlCalls = new RunningCalls();
        var ends = new SessionEnds(id, slot, sessionCalls, END_TIMEOUT);
        var idleWatch = new IdleWatch(slot, sessionCalls, ends);
        var guard =
                new SessionGuard(
                        id,
                        slot,
                        sessionCalls,
                        ends,
                        tokens,
                        new Vouchers(id, key),
                        service.endingMethods());
        var server =
                GrpcServer.start(
                        config.host(),
                        config.port(),
                        tls,
                        config.maxMessage(),
                        List.of(
                                ServerInterceptors.intercept(service.service(), guard),
                                ServerInterceptors.intercept(
                                        new ControlService(id, slot, ends, lease),
                                        new ControlGuard(id, key, controlCalls))),
                        guard::unknownMethod,
                        () -> tokens.areKnown() && !(slot.state() instanceof Closed));
        var address =
                config.advertise()
                        .orElseGet(() -> AdvertisedAddress.of(config.host(), server.port()));
        var registry =
                new GrpcRegistry(
                        config.gateways(),
                        gatewayTls,
                        config.joinSecret(),
                        new RegistrationInfo(id, config.cluster(), address, started, key),
                        GrpcRegistry.Timeouts.DEFAULT);
        var registration =
                new Registration(
                        id,
                        registry,
                        tokens,
                        slot,
                        lease,
                        idleWatch,
                        new RetryBackoff(new Random()));
        lease.whenWanted(registration::heartbeatNow);
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
        slot.whenChanged(registration::heartbeatNow);
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

    /// The address at which the gateway reaches the instance.
    public HostPort address() {
        return address;
    }

    /// Waits until a gateway knows the instance, and so may send it a session.
    ///
    /// @return false if the instance ends first
    public boolean awaitRegistered() throws InterruptedException {
        return registration.awaitKnown();
    }

    /// Waits until the instance has ended.
    public void await() throws InterruptedException {
        gone.await();
    }

    /// Accepts no further session and gives the current one at most the drain time. Returns when
    /// the instance has ended, or when the calling thread is interrupted.
    public void stop() {
        slot.retire();
        try {
            if (!over.await(drainTime.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "drain time is over, the session ends with the instance:"
                                + " instance={0} slot={1}",
                        id,
                        SlotReports.describe(slot.state()));
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
            // Once the instance has deregistered, the gateway may place the session elsewhere, so
            // none of its calls may still run here.
            ends.abortSession();
            // The response that ended the session, or the reply to the gateway that ended it.
            calls.forEach(running -> running.awaitNoneBut(Set.of(), END_TIMEOUT));
            registration.close();
            server.close();
            LOG.log(Level.INFO, "stopped instance={0}", id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.countDown();
        }
    }
}
