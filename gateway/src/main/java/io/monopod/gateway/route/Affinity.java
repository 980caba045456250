package io.monopod.gateway.route;

/// Whether the calls of a route belong to a session, and so to one instance.
public enum Affinity {
    SESSION,
    NONE
}
