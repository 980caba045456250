package io.monopod.scenarios.fake;

import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An instance's slot. Its lock guards all of its fields.
final class FakeSlot {
    private final String name;
    private final List<Runnable> whenGone = new ArrayList<>();
    private String pod;
    private int generation;
    private boolean gone;
    private @Nullable String holder;
    private Instant lastUse = Instant.MIN;

    FakeSlot(String name) {
        this.name = name;
        this.pod = name;
    }

    synchronized String pod() {
        return pod;
    }

    synchronized boolean isGone() {
        return gone;
    }

    synchronized boolean isHeldBy(String session) {
        return session.equals(holder);
    }

    synchronized boolean isFree() {
        return !gone && holder == null;
    }

    /// Its process has exited.
    synchronized void die() {
        gone = true;
        holder = null;
        whenGone.forEach(Runnable::run);
        whenGone.clear();
    }

    /// A new process takes its place.
    synchronized void revive() {
        gone = false;
        generation++;
        pod = name + "-" + generation;
    }

    /// @param told called when it dies
    synchronized void enter(String session, Runnable told) {
        if (holder != null && !holder.equals(session)) {
            throw Errors.detailed(
                    Status.INTERNAL,
                    "Session conflict: was=" + holder + ", now=" + session,
                    "SESSION_CONFLICT",
                    -1);
        }
        holder = session;
        lastUse = Instant.now();
        whenGone.add(told);
    }

    /// Ends its session after this time without a call.
    synchronized void releaseIfIdle(Duration idle) {
        if (lastUse.isBefore(Instant.now().minus(idle))) {
            holder = null;
        }
    }

    synchronized void leave(String session) {
        if (holder == null) {
            throw Errors.plain(Status.PERMISSION_DENIED, "Server session is not set");
        }
        if (!holder.equals(session)) {
            throw Errors.plain(
                    Status.PERMISSION_DENIED,
                    "Client session mismatch: client=" + session + ", server=" + holder);
        }
        holder = null;
    }
}
