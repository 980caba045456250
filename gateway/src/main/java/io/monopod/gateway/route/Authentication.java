package io.monopod.gateway.route;

/// Whether a route's calls need a token.
public enum Authentication {
    NONE,
    REQUIRED
}
