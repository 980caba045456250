package io.monopod.gateway.call;

/// The phases of the gateway's life.
public enum GatewayPhase {
    /// The gateway does not know yet what it needs to serve calls.
    STARTING,
    SERVING,
    /// It is about to stop, and tells its clients. Calls that they sent before they knew are
    /// served.
    LEAVING,
    /// It is about to stop. Running calls go on, new ones are refused.
    DRAINING
}
