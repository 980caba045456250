package io.monopod.gateway.route;

/// Whether a route's calls belong to a session, and so go to one instance.
public enum Affinity {
    SESSION,
    NONE
}
