package io.monopod.gateway.route;

/// Whether the calls of a route need a token.
public enum Authentication {
    NONE,
    REQUIRED
}
