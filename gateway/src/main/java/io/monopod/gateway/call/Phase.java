package io.monopod.gateway.call;

/// Where the gateway is in its life.
public enum Phase {
    /// It does not know yet what it needs to know.
    STARTING,
    SERVING,
    /// It is about to stop, and its clients are being told: what they sent before they knew is
    /// still served.
    LEAVING,
    /// It is about to stop: running calls go on, new ones are refused.
    DRAINING
}
