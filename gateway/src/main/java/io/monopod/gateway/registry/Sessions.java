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
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.Acquisition;
import io.monopod.gateway.table.SessionTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The entry point to the sessions of one cluster: acquires instances, takes reports of what became
/// of calls, and ends sessions. Thread-safe. [#table] is for reading.
///
/// Every call that got a grant ends exactly once: by [#callEnded], or by [#callUnsent] if its
/// instance cannot have seen any of it.
public final class Sessions {
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

    /// Begins a call under the session's grant. Returns null if there is no grant to use, or if the
    /// session belongs to another user: [#claim] then says which. Takes no lock that sessions
    /// share, and does not block.
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

    /// The session's owner has a token that is valid until `expiry`. Does not block.
    public void allowUntil(SessionId session, UserName user, Instant expiry) {
        var grant = table.find(session);
        if (grant != null && grant.owner().equals(user)) {
            grant.calls().allowUntil(expiry);
        }
    }

    /// A call has ended, and its instance may have seen some of it.
    public void callEnded(Grant grant) {
        grant.calls().end(clock.instant());
    }

    /// A call has ended, and its instance cannot have seen any of it. If it was the session's only
    /// call, the session ends.
    public void callUnsent(Grant grant) {
        table.abandon(grant, clock.instant());
    }

    /// The instance said in a call's trailers that the call ended its session. Does not block.
    /// [#callEnded] still follows.
    public void endedByCall(Grant grant, AfterEnd after) {
        table.endedByCall(grant, after, clock.instant());
    }

    /// The instance refused a call, and said in its trailers that the session no longer has the
    /// slot. Does not block. [#callEnded] still follows.
    public void refusedByInstance(Grant grant, AfterEnd after) {
        table.refusedByInstance(grant, after, clock.instant());
    }

    /// The instance refused a call because the grant is over there. The session ends, and its next
    /// call waits for that end. Does not block.
    public void endedAtInstance(Grant grant) {
        table.endedAtInstance(grant, clock.instant());
    }

    /// A call could not reach its instance. Tries to connect (blocks for half a second, or while a
    /// name is resolved), or waits for a probe that is under way. If the host refuses the
    /// connection, the instance is lost, and its session can acquire another. In doubt, the
    /// instance stays until its lease expires.
    public InstanceControl.Reach unreachable(Instance instance) {
        var reach = probes.reach(instance);
        if (reach == InstanceControl.Reach.REFUSED) {
            lose(instance.id(), LossReason.UNREACHABLE);
        }
        return reach;
    }

    /// The connection to an instance broke, or its PING was not answered. Like [#unreachable];
    /// besides, a silent instance whose lease has run out is lost, even if all instances are silent
    /// at once.
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

    /// Whether the instance is no longer registered: it has ended, or counts as ended.
    public boolean isLost(Instance instance) {
        return table.registered(instance.id()) == null;
    }

    /// Waits until it is known what became of a silent instance: it is lost, or the grant's session
    /// has left it, or it answers again because it was only slow. Probes it at intervals.
    ///
    /// @return false if the instance is still silent and still registered after two leases: its
    ///   heartbeats come, but it cannot be reached
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

    /// Whether the user's session lost its instance and has held none since. True only once for
    /// each loss.
    public boolean takeLostSession(SessionId session, UserName user) {
        return table.takeLostSession(session, user);
    }

    /// A call that was lost with its instance is replayed under the grant `to`.
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
