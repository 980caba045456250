package io.monopod.gateway.assign;

import java.time.Instant;

/// The calls of one grant. Thread-safe; every [#begin] that answered true is followed by one [#end]
/// or [#unsent].
public final class Usage {
    private boolean closed;
    private int inProgress;
    private long served;
    private Instant lastUse;

    Usage(Instant since) {
        lastUse = since;
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

    /// Notes that a call, of which the instance may have seen something, is over.
    public synchronized void end(Instant now) {
        inProgress--;
        served++;
        lastUse = now;
    }

    /// Notes that a call went away before the instance could have seen anything of it.
    synchronized void unsent() {
        inProgress--;
    }

    /// No call can begin any more.
    synchronized void close() {
        closed = true;
    }

    /// Closes a grant that no call has used and none is using.
    ///
    /// @return whether it is closed now
    synchronized boolean closeIfUnused() {
        closed |= inProgress == 0 && served == 0;
        return closed;
    }

    /// Closes a grant whose last call was over before `limit`.
    ///
    /// @return whether it is closed now
    synchronized boolean closeIfUnusedSince(Instant limit) {
        closed |= inProgress == 0 && lastUse.isBefore(limit);
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
