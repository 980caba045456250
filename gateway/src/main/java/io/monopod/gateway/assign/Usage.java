package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The calls of one grant. Thread-safe; every [#begin] that answered true is followed by one [#end]
/// or [#unsent].
public final class Usage {
    private boolean closed;
    private int inProgress;
    private long served;

    /// Whether there is a session to lose: an instance may have seen a call of it.
    private boolean used;

    private Instant lastUse;

    /// When the last of its session's tokens expires, as far as they are known.
    private @Nullable Instant allowedUntil;

    /// @param used whether the session was there before the grant, so that its instance has seen
    ///   calls that do not count here
    Usage(Instant since, boolean used) {
        this.lastUse = since;
        this.used = used;
    }

    /// Notes that a call begins.
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

    /// Notes that a call, of which the instance may have seen something, is over.
    public synchronized void end(Instant now) {
        inProgress--;
        served++;
        used = true;
        lastUse = now;
    }

    /// Notes that a call went away before the instance could have seen anything of it.
    synchronized void unsent(Instant now) {
        inProgress--;
        lastUse = now;
    }

    /// A token that is good until then was shown, or given out, for the session.
    public synchronized void allowUntil(Instant expiry) {
        if (allowedUntil == null || expiry.isAfter(allowedUntil)) {
            allowedUntil = expiry;
        }
    }

    /// Whether an instance may have seen a call of the session.
    public synchronized boolean isUsed() {
        return used || inProgress > 0;
    }

    /// No call can begin any more.
    synchronized void close() {
        closed = true;
    }

    /// Closes a grant whose session no call has used and none is using.
    ///
    /// @return whether it is closed now
    synchronized boolean closeIfUnused() {
        closed |= !isUsed();
        return closed;
    }

    /// Closes a grant whose last call was over before `limit`.
    ///
    /// @return whether it is closed now
    synchronized boolean closeIfUnusedSince(Instant limit) {
        closed |= inProgress == 0 && lastUse.isBefore(limit);
        return closed;
    }

    /// Closes a grant whose session has no token that is still good, once its calls are over: they
    /// end with their tokens. One of which no token is known, as it was found after a restart,
    /// stays open.
    ///
    /// @return whether it is closed now
    synchronized boolean closeIfExpired(Instant now) {
        closed |= inProgress == 0 && allowedUntil != null && !now.isBefore(allowedUntil);
        return closed;
    }

    public synchronized int inProgress() {
        return inProgress;
    }

    /// Calls that are over.
    public synchronized long served() {
        return served;
    }

    public synchronized Instant lastUse() {
        return lastUse;
    }

    @Override
    public synchronized String toString() {
        return "Usage[inProgress=" + inProgress + ", served=" + served + "]";
    }
}
