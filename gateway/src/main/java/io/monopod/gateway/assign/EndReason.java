package io.monopod.gateway.assign;

import java.util.stream.Stream;

/// Why a session ended. Every end has one.
public enum EndReason {
    /// Its client shut it down.
    SHUTDOWN("shutdown"),
    /// The instance reported the slot free, and nothing more is known.
    AT_INSTANCE("at-instance"),
    /// No call for the idle time.
    IDLE("idle"),
    /// None of its owner's connections is open any more.
    CLIENT_GONE("client-gone"),
    /// The instance was lost, or left.
    INSTANCE_LOST("instance-lost"),
    /// An administrator ended it.
    FORCED("forced"),
    /// Its last token expired, and calls end with their tokens.
    EXPIRED("expired"),
    /// It was found on a second instance; the one with the higher epoch keeps it.
    DUPLICATE("duplicate"),
    /// The answer to its bind never came, so the instance is told to forget it.
    BIND_UNKNOWN("bind-unknown"),
    /// The only call that it was placed for went away before the instance saw it.
    NEVER_USED("never-used");

    private final String label;

    EndReason(String label) {
        this.label = label;
    }

    /// Whether there was no session under the grant that ends.
    boolean isOfNoSession() {
        return this == BIND_UNKNOWN || this == NEVER_USED;
    }

    /// What an instance says in its own words; [#AT_INSTANCE] if it is none of these.
    public static EndReason of(String label) {
        return Stream.of(values())
                .filter(reason -> reason.label.equals(label))
                .findFirst()
                .orElse(AT_INSTANCE);
    }

    /// As logs, metrics and the control plane write it.
    public String label() {
        return label;
    }
}
