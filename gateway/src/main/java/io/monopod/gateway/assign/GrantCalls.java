package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The calls of one grant. Thread-safe. Every [#begin] that returns true is followed by one [#end]
/// or [#unsent].
public final class GrantCalls {
    private boolean closed;
    private int inProgress;
    private long served;

    /// Whether an instance may have seen a call of the session, so there is state to lose.
    private boolean used;

    private Instant lastUse;

    /// When the last known token of the session expires; null if none is known.
    private @Nullable Instant allowedUntil;

    /// @param used whether the session existed before the grant, so that its instance has seen
    ///   calls that are not counted here
    public GrantCalls(Instant since, boolean used) {
        this.lastUse = since;
        this.used = used;
    }

    /// Counts a call that begins.
    ///
    /// @return false if the grant is over: the caller asks for a new one
    public synchronized boolean begin(Instant now) {
        if (closed) {
            return false;
        }
        inProgress++;
        lastUse = now;
        return true;
    }

    /// Whether calls can still begin.
    public synchronized boolean isOpen() {
        return !closed;
    }

    /// Counts the end of a call that the instance may have seen.
    public synchronized void end(Instant now) {
        inProgress--;
        served++;
        used = true;
        lastUse = now;
    }

    /// Counts the end of a call that the instance cannot have seen.
    public synchronized void unsent(Instant now) {
        inProgress--;
        lastUse = now;
    }

    /// A token of the session, presented or issued, is valid until `expiry`.
    ///
    /// @return whether that is later than was known
    public synchronized boolean allowUntil(Instant expiry) {
        boolean later = allowedUntil == null || expiry.isAfter(allowedUntil);
        if (later) {
            allowedUntil = expiry;
        }
        return later;
    }

    /// Whether an instance may have seen a call of the session.
    public synchronized boolean isUsed() {
        return used || inProgress > 0;
    }

    /// Whether the call in progress is the session's only one so far.
    public synchronized boolean isFirst() {
        return !used && inProgress == 1;
    }

    /// Lets no further call begin.
    public synchronized void close() {
        closed = true;
    }

    /// Closes the grant if no call has used its session and none is in progress.
    ///
    /// @return whether it is closed now
    public synchronized boolean closeIfUnused() {
        closed |= !isUsed();
        return closed;
    }

    /// Closes the grant if its last call ended before `limit`.
    ///
    /// @return whether it is closed now
    public synchronized boolean closeIfUnusedSince(Instant limit) {
        closed |= inProgress == 0 && lastUse.isBefore(limit);
        return closed;
    }

    /// Closes the grant if all tokens of its session have expired and no call is in progress: calls
    /// end with their tokens. A session that was found after a restart has no known token, and
    /// stays open.
    ///
    /// @return whether it is closed now
    public synchronized boolean closeIfExpired(Instant now) {
        closed |= inProgress == 0 && allowedUntil != null && !now.isBefore(allowedUntil);
        return closed;
    }

    public synchronized int inProgress() {
        return inProgress;
    }

    /// Number of calls that have ended.
    public synchronized long served() {
        return served;
    }

    public synchronized Instant lastUse() {
        return lastUse;
    }

    @Override
    public synchronized String toString() {
        return "GrantCalls[inProgress=" + inProgress + ", served=" + served + "]";
    }
}
