package io.monopod.gateway.config;

import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.tls.ClientTls;

import java.util.List;

/// One configured cluster.
public record ClusterConfig(
        @Key(
                        value = "registered",
                        doc = "whether instances register themselves, or addresses are fixed")
                Type type,
        @Key(doc = "host:port of each fixed address") List<HostPort> addresses,
        @Key(doc = "TLS to fixed addresses; without ca, instance-tls applies") ClientTls tls,
        @Key(
                        value = "0",
                        doc =
                                "concurrent calls on one connection to an instance; 0: as many as"
                                        + " it allows")
                int callsPerConnection,
        @Key(
                        value = "1",
                        doc =
                                "instances that an autoscaler should keep free, beyond those in use"
                                        + " and those waited for")
                int spare) {
    /// All defaults.
    public static final ClusterConfig REGISTERED =
            new ClusterConfig(Type.REGISTERED, List.of(), ClientTls.OFF, 0, 1);

    public enum Type {
        REGISTERED,
        STATIC
    }

    public ClusterConfig {
        addresses = List.copyOf(addresses);
        InvalidSetting.unless(
                callsPerConnection >= 0, "calls-per-connection", callsPerConnection, "0 or more");
        InvalidSetting.unless(spare >= 0, "spare", spare, "0 or more");
    }
}
