package io.monopod.gateway;

import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Secret;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.gateway.store.etcd.Etcd;
import io.monopod.gateway.store.etcd.EtcdLogin;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// The configured store.
///
/// @param key with which all its gateways sign tokens and prove grants
record SharedStore(Etcd etcd, SigningKey key, @Nullable TlsClient tls) implements AutoCloseable {
    /// Connects to the store; empty if none is configured. Blocks for ten seconds at most.
    ///
    /// @throws InvalidSetting if a setting is invalid
    /// @throws UncheckedIOException if the store cannot be reached, or refuses this gateway
    static Optional<SharedStore> open(GatewayConfig config) throws InterruptedException {
        return config.store().isShared() ? Optional.of(connect(config)) : Optional.empty();
    }

    private static SharedStore connect(GatewayConfig config) throws InterruptedException {
        var store = config.store();
        var tls = TlsClient.of("store.tls", store.tls()).orElse(null);
        var password = Secret.of("store.password", store.password(), store.passwordFile());
        var login =
                store.user()
                        .map(user -> new EtcdLogin(user, password.orElse(new Secret(""))))
                        .orElse(null);
        var etcd = new Etcd(store.endpoints(), tls, login, store.prefix());
        try {
            return new SharedStore(etcd, key(etcd, config), tls);
        } catch (StoreUnavailable e) {
            etcd.close();
            throw new UncheckedIOException(
                    "the store cannot be used: " + e.getMessage(), new IOException(e));
        } catch (Etcd.OtherLayout e) {
            etcd.close();
            throw new InvalidSetting(
                    "store.prefix",
                    store.prefix(),
                    "one that no gateway of another version uses: " + e.getMessage());
        }
    }

    /// The first gateway's key. Where each has a file, all files must have that key.
    private static SigningKey key(Etcd etcd, GatewayConfig config)
            throws StoreUnavailable, Etcd.OtherLayout, InterruptedException {
        var own = Auth.configuredKey(config.auth());
        var shared = SigningKey.ofPrivateJwk(etcd.sharedKey(own.privateJwk()));
        InvalidSetting.unless(
                config.auth().keyFile().isEmpty() || own.id().equals(shared.id()),
                "auth.key-file",
                config.auth().keyFile().map(Path::toString).orElse(""),
                "a file with the key that the other gateways have, or none: then they share theirs");
        return shared;
    }

    /// Where other gateways reach this one.
    ///
    /// @param port of its control listener
    static HostPort control(GatewayConfig config, int port) {
        return config.store().advertise().orElseGet(() -> ownAddress(config, port));
    }

    private static HostPort ownAddress(GatewayConfig config, int port) {
        var host = config.control().host();
        InvalidSetting.unless(
                !host.equals("0.0.0.0") && !host.equals("::") && !host.equals("[::]"),
                "store.advertise",
                "",
                "host:port where other gateways reach this one, since control.host is " + host);
        return new HostPort(host, port);
    }

    @Override
    public void close() {
        etcd.close();
        if (tls != null) {
            tls.close();
        }
    }
}
