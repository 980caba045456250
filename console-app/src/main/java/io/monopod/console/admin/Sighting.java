package io.monopod.console.admin;

/// What a look at a gateway found.
public enum Sighting {
    /// It answers, and takes calls.
    SERVING,
    /// It answers, and takes no new calls: it is about to go, or still starting.
    DRAINING,
    /// It takes calls, but its admin port does not answer.
    ADMIN_DEAD,
    /// It accepts connections and answers nothing.
    HUNG,
    /// Nothing listens at its address.
    GONE;

    /// Whether the port that the console asks has answered.
    public boolean isAnswer() {
        return switch (this) {
            case SERVING, DRAINING -> true;
            case ADMIN_DEAD, HUNG, GONE -> false;
        };
    }
}
