package io.monopod.gateway.route;

/// What the methods of a route answer with. Nothing on the wire tells, before it is too late.
public enum Response {
    /// One message at most.
    SINGLE,
    /// Any number of messages.
    STREAM
}
