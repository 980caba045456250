package io.monopod.gateway.registry;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.control.ReachabilityProbes;
import io.monopod.gateway.table.Acquisition;
import io.monopod.gateway.table.SessionTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The entry point to the sessions of one cluster, in the gateway that decides about them: acquires
/// instances, takes reports of what became of calls, and ends sessions. Thread-safe. [#table] is
/// for reading.
public final class Sessions implements ClusterSessions {
    /// How long [#awaitOutcome] waits before it probes a silent instance again.
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final SessionTable table;
    private final InstanceControl control;
    private final ReachabilityProbes probes;
    private final InstantSource clock;
    private final BindWaiters bindWaiters;
    private final QueueWaiters queueWaiters;

    Sessions(
            SessionTable table,
            InstanceControl control,
            InstantSource clock,
            BindWaiters bindWaiters,
            QueueWaiters queueWaiters) {
        this.table = table;
        this.control = control;
        this.probes = new ReachabilityProbes(control);
        this.clock = clock;
        this.bindWaiters = bindWaiters;
        this.queueWaiters = queueWaiters;
    }

    /// The cluster's table, for reading.
    public SessionTable table() {
        return table;
    }

    @Override
    public @Nullable Grant begin(SessionId session, UserName user) {
        var grant = table.find(session);
        boolean usable =
                grant != null && grant.owner().equals(user) && grant.calls().begin(clock.instant());
        return usable ? grant : null;
    }

    /// Finds or makes the grant for a call that begins now. Blocks while no instance is free, until
    /// `until` at most. Then blocks for `timeouts.bind` at most for each instance that it tries to
    /// bind, and once for a moment while that instance forgets the session.
    ///
    /// @param until when the call stops waiting for an instance; if that is past, it does not wait
    /// @throws InterruptedException if the thread was interrupted; nothing stays reserved. If the
    ///   grant is already confirmed, the interrupt stays pending instead, and the caller gives the
    ///   grant back by [#callUnsent].
    public Assignment.Final acquire(SessionId session, UserName user, Instant until)
            throws InterruptedException {
        return switch (claim(session, user, until)) {
            case Assignment.Final result -> result;
            case Assignment.Pending pending -> complete(pending, session, user, until);
        };
    }

    /// Completes what a [#claim] left pending. Blocks like [#acquire].
    ///
    /// @throws InterruptedException as [#acquire]
    public Assignment.Final complete(
            Assignment.Pending pending, SessionId session, UserName user, Instant until)
            throws InterruptedException {
        var acquisition = new Acquisition(table, session, user, until, pending);
        try {
            return complete(acquisition, session);
        } catch (InterruptedException | RuntimeException e) {
            cancel(acquisition);
            throw e;
        }
    }

    /// The call went away before its [#complete]. Nothing stays reserved for it. Does not block.
    public void cancel(Assignment.Pending pending, SessionId session, UserName user) {
        cancel(new Acquisition(table, session, user, pending));
    }

    private void cancel(Acquisition acquisition) {
        acquisition.cancelled(clock.instant());
    }

    private Assignment.Final complete(Acquisition acquisition, SessionId session)
            throws InterruptedException {
        while (true) {
            switch (acquisition.decision()) {
                case Assignment.Final result -> {
                    return result;
                }
                case Assignment.Reserved(var grant) ->
                        acquisition.answered(control.bind(grant), clock.instant());
                case Assignment.Unsettled unsettled -> {
                    bindWaiters.await(unsettled);
                    acquisition.retry(clock.instant());
                }
                case Assignment.Waiting _ -> {
                    queueWaiters.await(
                            session, Duration.between(clock.instant(), acquisition.until()));
                    acquisition.retry(clock.instant());
                }
            }
        }
    }

    /// Decides without blocking, so that a refusal costs no thread. The caller must [#complete] or
    /// [#cancel] what is [Assignment.Pending].
    ///
    /// @param until when the call stops waiting for an instance; if that is past, it does not wait
    public Assignment claim(SessionId session, UserName user, Instant until) {
        var now = clock.instant();
        return now.isBefore(until)
                ? table.enter(session, user, now)
                : table.claim(session, user, now);
    }

    @Override
    public Claiming claim(SessionId session, UserName user, Instant until, boolean tellLoss) {
        if (tellLoss && takeLostSession(session, user)) {
            return new Claiming.Decided(new Refusal.SessionLost());
        }
        return switch (claim(session, user, until)) {
            case Assignment.Final result -> new Claiming.Decided(result);
            case Assignment.Pending pending -> open(pending, session, user, until);
        };
    }

    private Claiming.Open open(
            Assignment.Pending pending, SessionId session, UserName user, Instant until) {
        return new Claiming.Open() {
            @Override
            public Assignment.Final complete() throws InterruptedException {
                return Sessions.this.complete(pending, session, user, until);
            }

            @Override
            public void cancel() {
                Sessions.this.cancel(pending, session, user);
            }
        };
    }

    @Override
    public List<Instance> instances() {
        return table.instances().stream().map(InstanceView::instance).toList();
    }

    @Override
    public void allowUntil(SessionId session, UserName user, Instant expiry) {
        var grant = table.find(session);
        if (grant != null && grant.owner().equals(user)) {
            allowUntil(grant, expiry);
        }
    }

    @Override
    public void allowUntil(Grant grant, Instant expiry) {
        boolean _ = grant.calls().allowUntil(expiry);
    }

    @Override
    public void callEnded(Grant grant) {
        grant.calls().end(clock.instant());
    }

    @Override
    public void callUnsent(Grant grant) {
        table.abandon(grant, clock.instant());
    }

    @Override
    public void endedByCall(Grant grant, AfterEnd after) {
        table.endedByCall(grant, after, clock.instant());
    }

    @Override
    public void refusedByInstance(Grant grant, AfterEnd after) {
        table.refusedByInstance(grant, after, clock.instant());
    }

    @Override
    public void endedAtInstance(Grant grant) {
        table.endedAtInstance(grant, clock.instant());
    }

    @Override
    public InstanceControl.Reach unreachable(Instance instance) {
        var reach = probes.reach(instance);
        if (reach == InstanceControl.Reach.REFUSED) {
            lose(instance.id(), LossReason.UNREACHABLE);
        }
        return reach;
    }

    @Override
    public InstanceControl.Reach broken(Instance instance) {
        var reach = unreachable(instance);
        if (reach == InstanceControl.Reach.SILENT
                && table.silent(clock.instant()).contains(instance)) {
            lose(instance.id(), LossReason.UNREACHABLE);
        }
        return reach;
    }

    void lose(InstanceId instance, LossReason reason) {
        table.lose(instance, reason, clock.instant());
    }

    void died(InstanceId instance, String exit) {
        table.died(instance, exit, clock.instant());
    }

    @Override
    public boolean isLost(Instance instance) {
        return table.registered(instance.id()) == null;
    }

    @Override
    public boolean awaitOutcome(Grant grant) throws InterruptedException {
        var instance = grant.instance();
        var until = clock.instant().plus(table.lease().multipliedBy(2));
        while (clock.instant().isBefore(until)) {
            if (!grant.calls().isOpen()
                    || bindWaiters.awaitLoss(instance.id(), ASK_AGAIN)
                    || unreachable(instance) != InstanceControl.Reach.SILENT) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean takeLostSession(SessionId session, UserName user) {
        return table.takeLostSession(session, user);
    }

    @Override
    public void replayed(Grant from, Grant to) {
        table.replayed(from, to, clock.instant());
    }

    /// The user has no connection any more. Ends the session, if it is theirs.
    public void clientGone(SessionId session, UserName user) {
        table.clientGone(session, user, clock.instant());
    }

    /// Ends a session. None of its calls is forwarded any more, and its instance is told to end it.
    ///
    /// @return false if there is no such session
    public boolean end(SessionId session, EndReason reason) {
        return table.end(session, reason, clock.instant());
    }

    /// Assigns no new session to the instance from now on. Repeatable.
    ///
    /// @return false if there is no such instance
    public boolean drain(InstanceId instance) {
        return table.drain(instance, clock.instant());
    }

    /// Takes back a drain. Repeatable.
    ///
    /// @return false if there is no such instance
    public boolean undrain(InstanceId instance) {
        return table.undrain(instance, clock.instant());
    }

    /// Registers an instance, or registers it again.
    ///
    /// @return as [SessionTable#register]
    public @Nullable Epoch register(Instance instance, SlotReport slot) {
        return table.register(instance, slot, clock.instant());
    }

    /// @return false if the instance is not registered
    boolean heartbeat(InstanceId instance, SlotReport slot) {
        return table.heartbeat(instance, slot, clock.instant());
    }
}
