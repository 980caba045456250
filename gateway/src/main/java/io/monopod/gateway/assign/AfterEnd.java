package io.monopod.gateway.assign;

/// What has become of the slot when a call has ended its session.
public enum AfterEnd {
    FREE,
    CLOSED
}
