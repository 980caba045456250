package io.monopod.gateway.route;

/// The kind of response that a route's methods give. The wire shows it only when it is too late.
public enum Response {
    /// One message at most.
    SINGLE,
    /// Any number of messages.
    STREAM
}
