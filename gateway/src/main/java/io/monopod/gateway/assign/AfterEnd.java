package io.monopod.gateway.assign;

/// The slot's state after a call ended its session.
public enum AfterEnd {
    FREE,
    CLOSED
}
