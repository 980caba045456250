package io.monopod.gateway.registry;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Acquisition;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SessionTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Gives sessions their instances: what the path of a call asks. Thread-safe.
///
/// Every call that was given a grant is over exactly once: by [#callEnded], or by [#callUnsent] if
/// its instance cannot have seen anything of it.
public final class Grants {
    /// How long after an instance was silent it is asked anew.
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final SessionTable table;
    private final InstanceControl control;
    private final InstantSource clock;
    private final Settlements settlements;
    private final Turns turns;
    private final Runnable publish;

    /// @param publish runs after each change of the table
    Grants(
            SessionTable table,
            InstanceControl control,
            InstantSource clock,
            Settlements settlements,
            Turns turns,
            Runnable publish) {
        this.table = table;
        this.control = control;
        this.clock = clock;
        this.settlements = settlements;
        this.turns = turns;
        this.publish = publish;
    }

    /// The grant by which the session holds an instance, for a call that begins now; null if there
    /// is none, or if it belongs to another user: [#acquire] then says which. Takes no lock that
    /// sessions share, and does not block.
    public @Nullable Grant begin(SessionId session, UserName user) {
        var grant = table.find(session);
        boolean usable =
                grant != null && grant.owner().equals(user) && grant.usage().begin(clock.instant());
        return usable ? grant : null;
    }

    /// Finds or makes the grant for a call that begins now. Blocks while there is no instance,
    /// until `until` at most; then while one is bound, `timeouts.bind` at most for each that is
    /// tried, and until the lease runs out if one is in doubt.
    ///
    /// @param until how long the call will wait for an instance; not at all if that is over
    /// @throws InterruptedException if the thread was interrupted; nothing stays reserved. An
    ///   interrupt that comes when the grant is already confirmed stays pending, and the caller
    ///   gives the grant back by [#callUnsent].
    public Decision.Final acquire(SessionId session, UserName user, Instant until)
            throws InterruptedException {
        return switch (claim(session, user, until)) {
            case Decision.Final result -> result;
            case Decision.Pending pending -> complete(pending, session, user, until);
        };
    }

    /// What [#acquire] comes to after a [#claim] that left something to do.
    ///
    /// @throws InterruptedException as [#acquire]
    public Decision.Final complete(
            Decision.Pending pending, SessionId session, UserName user, Instant until)
            throws InterruptedException {
        var acquisition = new Acquisition(table, session, user, until, pending);
        try {
            return complete(acquisition, session);
        } catch (InterruptedException | RuntimeException e) {
            cancel(acquisition);
            throw e;
        }
    }

    /// The call went away before anybody came to [#complete] it. Nothing stays reserved for it.
    /// Does not block.
    public void cancel(Decision.Pending pending, SessionId session, UserName user) {
        cancel(new Acquisition(table, session, user, pending));
    }

    private void cancel(Acquisition acquisition) {
        acquisition.cancelled(clock.instant());
        publish.run();
    }

    private Decision.Final complete(Acquisition acquisition, SessionId session)
            throws InterruptedException {
        while (true) {
            switch (acquisition.decision()) {
                case Decision.Final result -> {
                    return result;
                }
                case Decision.Reserved(var grant) ->
                        acquisition.answered(control.bind(grant), clock.instant());
                case Decision.Unsettled unsettled -> {
                    settlements.await(unsettled);
                    acquisition.retry(clock.instant());
                }
                case Decision.Waiting _ -> {
                    turns.await(session, Duration.between(clock.instant(), acquisition.until()));
                    acquisition.retry(clock.instant());
                }
            }
            publish.run();
        }
    }

    /// Decides without blocking, so that a refusal costs no thread. What is [Decision.Pending] is
    /// to be [#complete]d, or [#cancel]led.
    ///
    /// @param until how long the call will wait for an instance
    public Decision claim(SessionId session, UserName user, Instant until) {
        var now = clock.instant();
        var decision =
                now.isBefore(until)
                        ? table.enter(session, user, now)
                        : table.claim(session, user, now);
        publish.run();
        return decision;
    }

    /// The session's owner was given a token that is good until then. Does not block.
    public void allowUntil(SessionId session, UserName user, Instant expiry) {
        var grant = table.find(session);
        if (grant != null && grant.owner().equals(user)) {
            grant.usage().allowUntil(expiry);
        }
    }

    /// A call is over, and its instance may have seen something of it.
    public void callEnded(Grant grant) {
        grant.usage().end(clock.instant());
    }

    /// A call is over, and its instance cannot have seen anything of it. If it was the session's
    /// only one, the session ends.
    public void callUnsent(Grant grant) {
        table.abandon(grant, clock.instant());
        publish.run();
    }

    /// The instance said, in the trailers of a call, that the call has ended its session. Does not
    /// block. [#callEnded] still follows.
    public void endedByCall(Grant grant, AfterEnd after) {
        table.endedByCall(grant, after, clock.instant());
        publish.run();
    }

    /// The instance turned a call away, because the grant is over there: the session ends, and its
    /// next call waits for that. Does not block.
    public void endedAtInstance(Grant grant) {
        table.endedAtInstance(grant, clock.instant());
        publish.run();
    }

    /// An instance could not be reached by a call. Tries to connect to it (blocks for half a second
    /// at most); if its host says that no process listens there, then the instance is lost and its
    /// session can be acquired anew. Under doubt it is left to its lease.
    public InstanceControl.Reach unreachable(Instance instance) {
        var reach = control.reach(instance);
        if (reach == InstanceControl.Reach.REFUSED) {
            lose(instance);
        }
        return reach;
    }

    /// The connection by which an instance was reached has broken, or is dead by its PING. As
    /// [#unreachable]; and if nothing else is heard of the instance either, its lease having run
    /// out, then it is lost although all are silent at once.
    public InstanceControl.Reach broken(Instance instance) {
        var reach = unreachable(instance);
        if (reach == InstanceControl.Reach.SILENT
                && table.silent(clock.instant()).contains(instance)) {
            lose(instance);
        }
        return reach;
    }

    private void lose(Instance instance) {
        table.lose(instance.id(), LossReason.UNREACHABLE, clock.instant());
        publish.run();
    }

    /// Waits until it is known what has become of a grant's instance that is silent: it is lost, by
    /// its lease or in another way, or the session has left it, or it answers after all, because it
    /// was only slow. It is asked at intervals.
    ///
    /// @return false if it still is silent, and still registered, when its lease must have run out:
    ///   it is heard of, but cannot be reached
    public boolean awaitNews(Grant grant) throws InterruptedException {
        var instance = grant.instance();
        var until = clock.instant().plus(table.lease().multipliedBy(2));
        while (clock.instant().isBefore(until)) {
            if (!grant.usage().isOpen()
                    || settlements.awaitLoss(instance.id(), ASK_AGAIN)
                    || unreachable(instance) != InstanceControl.Reach.SILENT) {
                return true;
            }
        }
        return false;
    }

    /// Whether the user's session lost its instance and holds none since. Says so once.
    public boolean takeLoss(SessionId session, UserName user) {
        return table.takeLoss(session, user);
    }

    /// A call that was lost with its instance is sent again under the grant `to`.
    public void replayed(Grant from, Grant to) {
        table.replayed(from, to, clock.instant());
        publish.run();
    }

    /// That user has no connection any more: ends the session, if it is theirs.
    public void clientGone(SessionId session, UserName user) {
        table.clientGone(session, user, clock.instant());
        publish.run();
    }

    /// Ends a session. From now on none of its calls is forwarded; its instance is told.
    ///
    /// @return false if there is no such session
    public boolean end(SessionId session, EndReason reason) {
        boolean ended = table.end(session, reason, clock.instant());
        publish.run();
        return ended;
    }
}
