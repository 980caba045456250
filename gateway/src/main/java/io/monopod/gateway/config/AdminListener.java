package io.monopod.gateway.config;

import io.monopod.config.Key;
import io.monopod.tls.ServerTls;

/// Health, sessions and events over HTTP. On loopback unless told otherwise: from there no token is
/// asked for.
public record AdminListener(
        @Key(value = "localhost", doc = "address that operators connect to; 0.0.0.0 for all")
                String host,
        @Key(value = "9090", doc = "port for operators; 0 takes a free one") int port,
        @Key(doc = "TLS of this listener") ServerTls tls) {
    public AdminListener {
        Ports.check(port);
    }
}
