package io.monopod.instance;

import io.grpc.ServerInterceptors;
import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.LocalCalls;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.serve.GrpcServices;
import io.monopod.instance.call.CallChecks;
import io.monopod.instance.call.ControlGuard;
import io.monopod.instance.call.GatewayTokens;
import io.monopod.instance.call.RunningCalls;
import io.monopod.instance.call.SessionConnections;
import io.monopod.instance.call.SessionEnds;
import io.monopod.instance.call.SessionTimeouts;
import io.monopod.instance.call.Vouchers;
import io.monopod.instance.lease.LapseWatch;
import io.monopod.instance.lease.Lease;
import io.monopod.instance.registration.GrpcRegistry;
import io.monopod.instance.registration.Registration;
import io.monopod.instance.registration.RegistrationInfo;
import io.monopod.instance.registration.RetryBackoff;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SlotReports;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Closed;
import io.monopod.instance.slot.SlotState.Ending;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;
import io.monopod.vouch.InstanceKey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// An instance: a service behind one slot, registered with a gateway. It serves from [#start] until
/// its slot closes, which is after its session (with [io.monopod.instance.slot.AfterSession#EXIT])
/// or after [#stop]. Then it completes its last answers, deregisters and closes its port.
public final class Instance {
    private static final Logger LOG = System.getLogger(Instance.class.getName());

    /// How long a call may take to notice that its session has ended, and an answer to be sent.
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    /// How long an answer may take from a process that has ended to the gateway.
    private static final Duration LAST_ANSWERS = Duration.ofMillis(250);

    private final InstanceId id;
    private final HostPort address;
    private final Duration drainTime;
    private final SessionSlot slot;
    private final List<RunningCalls> calls;
    private final SessionEnds ends;
    private final GrpcServer server;
    private final Registration registration;
    private final LapseWatch lapseWatch;

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
            Registration registration,
            LapseWatch lapseWatch) {
        this.id = id;
        this.address = address;
        this.drainTime = drainTime;
        this.slot = slot;
        this.calls = calls;
        this.ends = ends;
        this.server = server;
        this.registration = registration;
        this.lapseWatch = lapseWatch;
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
        var host = new Host(config.tls(), config.gatewayTls());
        var instance =
                make(config, host, guard -> served(service, config.maxMessage(), guard), clock);
        instance.open();
        instance.register(host::close);
        return instance;
    }

    private static CallHandler served(SessionService service, int maxMessage, Guard guard) {
        var ofServices = guard.ofServices(service.endingMethods());
        return new LocalCalls(
                new GrpcServices(
                        "instance",
                        maxMessage,
                        List.of(
                                ServerInterceptors.intercept(service.service(), ofServices),
                                guard.control()),
                        ofServices::unknownMethod));
    }

    /// An instance for something that this process does not serve itself. It listens and registers,
    /// but accepts no session until [#open].
    ///
    /// @param host the process's; the TLS of `config` is not used
    /// @param calls makes the handler of its calls, which must pass the guard
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    public static Instance announce(
            InstanceConfig config, Host host, Function<Guard, CallHandler> calls) {
        var instance = make(config, host, calls, InstantSource.system());
        instance.register(() -> {});
        return instance;
    }

    private static Instance make(
            InstanceConfig config,
            Host host,
            Function<Guard, CallHandler> calls,
            InstantSource clock) {
        var id = ProcessId.of(config.name(), new SecureRandom());
        var key = InstanceKey.random();
        var started = clock.instant();
        var slot = new SessionSlot(config.afterSession());
        var tokens = new GatewayTokens(clock);
        var lease = new Lease(System::nanoTime);
        var vouched = new Lease(System::nanoTime);
        var sessionCalls = new RunningCalls();
        var controlCalls = new RunningCalls();
        var ends = new SessionEnds(id, slot, sessionCalls, END_TIMEOUT);
        var vouchers = new Vouchers(id, key);
        var connections = new SessionConnections(slot, tokens, vouchers);
        var timeouts = new SessionTimeouts(slot, sessionCalls, connections, ends);
        var checks = new CallChecks(id, slot, sessionCalls, ends, tokens, vouchers, vouched);
        var service = new ControlService(id, slot, ends, timeouts, lease);
        var control =
                ServerInterceptors.intercept(service, new ControlGuard(id, key, controlCalls));
        var server =
                GrpcServer.start(
                        config.host(),
                        config.port(),
                        host,
                        connections.of(calls.apply(new Guard(id, checks, control))),
                        () -> tokens.areKnown() && isInUse(slot.state()));
        var address =
                config.advertise()
                        .orElseGet(() -> AdvertisedAddress.of(config.host(), server.port()));
        var registry =
                new GrpcRegistry(
                        config.gateways(),
                        host.gateways(),
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
                        vouched,
                        timeouts,
                        new RetryBackoff(new Random()));
        lease.whenWanted(registration::heartbeatNow);
        vouched.whenWanted(registration::heartbeatNow);
        var instance =
                new Instance(
                        id,
                        address,
                        config.drainTime(),
                        slot,
                        List.of(sessionCalls, controlCalls),
                        ends,
                        server,
                        registration,
                        new LapseWatch(vouched, ends::cutOff, ends::trusted));
        service.whenProbed(registration::heartbeatNow);
        slot.whenChanged(registration::heartbeatNow);
        slot.whenChanged(instance::endIfClosed);
        return instance;
    }

    private static boolean isInUse(SlotState slot) {
        return switch (slot) {
            case SlotState.Empty _, Held _, Ending _ -> true;
            case SlotState.Starting _, Closed _ -> false;
        };
    }

    private void endIfClosed() {
        if (isClosed()) {
            over.countDown();
        }
    }

    /// @param atEnd runs when the instance has ended
    private void register(Runnable atEnd) {
        registration.start();
        Thread.ofVirtual().name("instance").start(() -> takeLeaveWhenOver(atEnd));
    }

    /// Accepts sessions from now on.
    public void open() {
        slot.open();
    }

    /// @param listener runs after each reported change of the slot, on the thread that made it;
    ///   must not block
    public void whenChanged(Runnable listener) {
        slot.whenChanged(listener);
    }

    /// The session that holds the instance.
    public Optional<Holder> holder() {
        return switch (slot.state()) {
            case Held held -> Optional.of(held.holder());
            case Ending ending -> Optional.of(ending.holder());
            case SlotState.Starting _, SlotState.Empty _, Closed _ -> Optional.empty();
        };
    }

    /// Whether no session will come any more, and the last one has given its slot back.
    public boolean isClosed() {
        return slot.state() instanceof Closed;
    }

    /// Ends the current session because what serves it has ended, as agreed, and then the instance.
    /// Blocks until the session's calls have ended.
    public void finish() {
        slot.retire();
        // Answers that were given before may still be on their way.
        calls.forEach(running -> running.awaitNoneBut(Set.of(), LAST_ANSWERS));
        holder().ifPresent(ends::finish);
    }

    /// Ends the instance at once because what it stands for is gone. Its calls end without an
    /// answer, as when a process dies, so that they continue elsewhere if their route allows it.
    public void breakOff() {
        slot.retire();
        over.countDown();
    }

    /// As [#breakOff], because what it stands for has died. The gateway is told.
    ///
    /// @param exit a signal's name or an exit code
    public void breakOff(String exit) {
        registration.died(exit);
        breakOff();
    }

    /// Cuts the connections to a process that calls are spliced to.
    public void cut(Target target) {
        server.cut(target);
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

    /// Waits until a gateway accepts or refuses the registration.
    ///
    /// @param longest the timeout
    /// @return why it has not been accepted; empty if it has
    public Optional<String> awaitAnswer(Duration longest) throws InterruptedException {
        return registration.awaitAnswer(longest);
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

    private void takeLeaveWhenOver(Runnable atEnd) {
        try {
            over.await();
            // Once the instance has deregistered, the gateway may place the session elsewhere, so
            // none of its calls may still run here.
            ends.abortSession();
            // The response that ended the session, or the reply to the gateway that ended it.
            calls.forEach(running -> running.awaitNoneBut(Set.of(), END_TIMEOUT));
            registration.close();
            server.close();
            lapseWatch.close();
            LOG.log(Level.INFO, "stopped instance={0}", id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atEnd.run();
            gone.countDown();
        }
    }
}
