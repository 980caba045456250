package io.monopod.gateway.config;

import io.monopod.config.HostPort;
import io.monopod.config.Key;
import io.monopod.tls.ClientTls;

import java.util.List;

/// One cluster, as configured.
public record ClusterConfig(
        @Key(value = "registered", doc = "instances announce themselves, or addresses are fixed")
                Type type,
        @Key(doc = "host:port of each, if they are fixed") List<HostPort> addresses,
        @Key(doc = "TLS towards fixed addresses; as instance-tls says, if there is no ca")
                ClientTls tls) {
    public enum Type {
        REGISTERED,
        STATIC
    }

    public ClusterConfig {
        addresses = List.copyOf(addresses);
    }
}
