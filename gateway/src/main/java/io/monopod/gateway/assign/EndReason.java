package io.monopod.gateway.assign;

import java.util.stream.Stream;

/// Why a session ended.
public enum EndReason {
    /// The client shut it down.
    SHUTDOWN("shutdown"),
    /// The instance reported the slot free, and nothing more is known.
    AT_INSTANCE("at-instance"),
    /// It had no call for the idle time.
    IDLE("idle"),
    /// All of its owner's connections are closed.
    CLIENT_GONE("client-gone"),
    /// The instance was lost or left.
    INSTANCE_LOST("instance-lost"),
    /// An administrator ended it.
    FORCED("forced"),
    /// Its last token expired, and calls end with their tokens.
    EXPIRED("expired"),
    /// Two instances had it; the one with the higher epoch keeps it.
    DUPLICATE("duplicate"),
    /// Its bind got no answer, so the instance is told to forget it.
    BIND_UNKNOWN("bind-unknown"),
    /// Its only call was cancelled before the instance saw it, or was refused there because a
    /// session cannot begin with its end.
    NEVER_USED("never-used"),
    /// Its instance proved it neither by a gateway's grant nor by a valid token.
    UNPROVED("unproved");

    private final String label;

    EndReason(String label) {
        this.label = label;
    }

    /// Whether the grant ends without ever having had a session.
    public boolean isOfNoSession() {
        return this == BIND_UNKNOWN || this == NEVER_USED || this == UNPROVED;
    }

    /// The reason with this label, as an instance reports it; [#AT_INSTANCE] if unknown.
    public static EndReason of(String label) {
        return Stream.of(values())
                .filter(reason -> reason.label.equals(label))
                .findFirst()
                .orElse(AT_INSTANCE);
    }

    /// The label in logs, metrics and the control plane.
    public String label() {
        return label;
    }
}
