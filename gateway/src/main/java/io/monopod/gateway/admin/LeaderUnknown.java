package io.monopod.gateway.admin;

/// No gateway that decides answers now. One will, or the store is away.
public final class LeaderUnknown extends Exception {
    private static final long serialVersionUID = 1;

    static final String MESSAGE = "no gateway leads now, or it does not answer: try again";

    public LeaderUnknown() {
        super(MESSAGE);
    }

    public LeaderUnknown(Throwable cause) {
        super(MESSAGE, cause);
    }
}
