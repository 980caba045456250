package io.monopod.gateway.config;

import io.monopod.config.Key;
import io.monopod.tls.ServerTls;

/// The listener for clients.
public record DataListener(
        @Key(value = "localhost", doc = "address that clients connect to; 0.0.0.0 for all")
                String host,
        @Key(value = "10000", doc = "port for clients; 0 takes a free one") int port,
        @Key(doc = "TLS of this listener") ServerTls tls) {
    public DataListener {
        Ports.check(port);
    }
}
