package io.monopod.gateway.registry;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.control.InstanceControl;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What calls need of their cluster's sessions. [Sessions] where one gateway decides alone, and
/// another implementation where several share the sessions. Thread-safe.
///
/// Every call that got a grant ends exactly once: by [#callEnded], or by [#callUnsent] if its
/// instance cannot have seen any of it.
public interface ClusterSessions {
    /// Begins a call under the session's grant. Returns null if there is no grant to use, or if the
    /// session belongs to another user: [#claim] then says which. Takes no lock that sessions
    /// share, and does not block.
    @Nullable Grant begin(SessionId session, UserName user);

    /// Decides without blocking if that is possible, so that a refusal costs no thread.
    ///
    /// @param until when the call stops waiting for an instance; if that is past, it does not wait
    /// @param tellLoss whether the user is to be told once that the session's instance was lost
    Claiming claim(SessionId session, UserName user, Instant until, boolean tellLoss);

    /// As [#claim], but blocks until it is decided.
    ///
    /// @throws InterruptedException as [Claiming.Open#complete]
    default Assignment.Final acquire(
            SessionId session, UserName user, Instant until, boolean tellLoss)
            throws InterruptedException {
        return switch (claim(session, user, until, tellLoss)) {
            case Claiming.Decided(var result) -> result;
            case Claiming.Open open -> open.complete();
        };
    }

    /// The session's owner has a token that is valid until `expiry`. The session ends with the last
    /// of these. Does not block.
    void allowUntil(SessionId session, UserName user, Instant expiry);

    /// As above, for the token of a call under that grant.
    void allowUntil(Grant grant, Instant expiry);

    /// A call has ended, and its instance may have seen some of it.
    void callEnded(Grant grant);

    /// A call has ended, and its instance cannot have seen any of it. If it was the session's only
    /// call, the session ends.
    void callUnsent(Grant grant);

    /// The instance said in a call's trailers that the call ended its session. Does not block.
    /// [#callEnded] still follows.
    void endedByCall(Grant grant, AfterEnd after);

    /// The instance refused a call, and said in its trailers that the session no longer has the
    /// slot. Does not block. [#callEnded] still follows.
    void refusedByInstance(Grant grant, AfterEnd after);

    /// The instance refused a call because the grant is over there. The session ends, and its next
    /// call waits for that end. Does not block.
    void endedAtInstance(Grant grant);

    /// A call could not reach its instance. Blocks for about half a second, or while a name is
    /// resolved, to try to connect. If the host refuses the connection, the instance is lost, and
    /// its session can acquire another. In doubt, the instance stays until its lease expires.
    InstanceControl.Reach unreachable(Instance instance);

    /// The connection to an instance broke, or its PING was not answered. Like [#unreachable];
    /// besides, a silent instance whose lease has run out is lost, even if all instances are silent
    /// at once.
    InstanceControl.Reach broken(Instance instance);

    /// Whether the instance is no longer registered: it has ended, or counts as ended. May block as
    /// [#unreachable].
    boolean isLost(Instance instance);

    /// Waits until it is known what became of a silent instance: it is lost, or the grant's session
    /// has left it, or it answers again because it was only slow. Probes it at intervals.
    ///
    /// @return false if the instance is still silent and still registered after two leases: its
    ///   heartbeats come, but it cannot be reached
    boolean awaitOutcome(Grant grant) throws InterruptedException;

    /// Whether the user's session lost its instance and has held none since. True only once for
    /// each loss. May block as [#unreachable].
    boolean takeLostSession(SessionId session, UserName user);

    /// A call that was lost with its instance is replayed under the grant `to`.
    void replayed(Grant from, Grant to);

    /// The instances that this gateway knows, for calls without a session.
    List<Instance> instances();
}
