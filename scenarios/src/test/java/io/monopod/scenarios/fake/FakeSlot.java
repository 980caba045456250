package io.monopod.scenarios.fake;

import io.grpc.Status;

import org.jspecify.annotations.Nullable;

/// An instance's one place. Its lock guards `holder`.
final class FakeSlot {
    private final String pod;
    private @Nullable String holder;

    FakeSlot(String pod) {
        this.pod = pod;
    }

    String pod() {
        return pod;
    }

    synchronized boolean isHeldBy(String session) {
        return session.equals(holder);
    }

    synchronized boolean isFree() {
        return holder == null;
    }

    synchronized void enter(String session) {
        if (holder != null && !holder.equals(session)) {
            throw Errors.detailed(
                    Status.INTERNAL,
                    "Session conflict: was=" + holder + ", now=" + session,
                    "SESSION_CONFLICT",
                    -1);
        }
        holder = session;
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
