package io.monopod.gateway.config;

import io.monopod.config.Key;
import io.monopod.tls.ServerTls;

/// The listener where instances register. On loopback by default.
public record ControlListener(
        @Key(value = "localhost", doc = "address that instances connect to; 0.0.0.0 for all")
                String host,
        @Key(value = "10001", doc = "port for instances; 0 takes a free one") int port,
        @Key(doc = "TLS of this listener") ServerTls tls) {
    public ControlListener {
        Ports.check(port);
    }
}
