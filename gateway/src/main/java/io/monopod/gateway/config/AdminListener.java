package io.monopod.gateway.config;

import io.monopod.config.Key;
import io.monopod.tls.ServerTls;

import java.nio.file.Path;
import java.util.Optional;

/// The HTTP listener for health, metrics and the admin API. On loopback by default.
public record AdminListener(
        @Key(value = "localhost", doc = "address that operators connect to; 0.0.0.0 for all")
                String host,
        @Key(value = "9090", doc = "port for operators; 0 takes a free one") int port,
        @Key(
                        doc =
                                "file for the token of the admin API, created at each start and"
                                        + " deleted at the end; if not given, monopod/admin-PORT.token in"
                                        + " $XDG_RUNTIME_DIR or ~/.local/state")
                Optional<Path> tokenFile,
        @Key(doc = "group that may read that file, besides this user") Optional<String> tokenGroup,
        @Key(doc = "TLS of this listener") ServerTls tls) {
    public AdminListener {
        Ports.check(port);
    }
}
