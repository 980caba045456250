package io.monopod.gateway.store;

/// Another gateway leads, or none: nothing was written.
public final class Deposed extends Exception {
    private static final long serialVersionUID = 1L;

    public Deposed(long term) {
        super("the term " + term + " is over");
    }
}
