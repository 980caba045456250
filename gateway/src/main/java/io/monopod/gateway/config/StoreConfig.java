package io.monopod.gateway.config;

import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.config.Secret;
import io.monopod.tls.ClientTls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What several gateways share their sessions by.
public record StoreConfig(
        @Key(
                        value = "none",
                        doc = "none: one gateway, which needs no store; etcd: several share theirs")
                Type type,
        @Key(doc = "host:port of each member of the etcd cluster") List<HostPort> endpoints,
        @Key(
                        value = "/monopod/",
                        doc = "begin of all keys; the gateways of one system have the same")
                String prefix,
        @Key(doc = "user at etcd, if it asks for one") Optional<String> user,
        @Key(doc = "that user's password") Optional<Secret> password,
        @Key(doc = "file with that password") Optional<Path> passwordFile,
        @Key(
                        doc =
                                "where the other gateways reach this one's listener for instances; if"
                                        + " not given, that listener's host and port")
                Optional<HostPort> advertise,
        @Key(doc = "TLS to etcd") ClientTls tls) {
    public enum Type {
        NONE,
        ETCD
    }

    public StoreConfig {
        endpoints = List.copyOf(endpoints);
        InvalidSetting.unless(
                type == Type.NONE || !endpoints.isEmpty(),
                "endpoints",
                "",
                "host:port of at least one member of the etcd cluster");
        InvalidSetting.unless(
                prefix.startsWith("/") && prefix.endsWith("/"),
                "prefix",
                prefix,
                "a path that begins and ends with a slash");
    }

    /// Whether there are other gateways, or may be.
    public boolean isShared() {
        return type == Type.ETCD;
    }
}
