package io.monopod.tls;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

import java.nio.file.Path;
import java.util.Optional;

/// TLS of a listener: on if a certificate is configured.
public record ServerTls(
        @Key(doc = "certificate in PEM, with its chain; its listener then speaks TLS only")
                Optional<Path> certificate,
        @Key(doc = "private key of that certificate, in PEM") Optional<Path> key,
        @Key(doc = "certificates in PEM; who connects must show one that one of these signed")
                Optional<Path> clientCa) {
    public static final ServerTls OFF =
            new ServerTls(Optional.empty(), Optional.empty(), Optional.empty());

    public ServerTls {
        KeyPair.check(certificate, key);
        InvalidSetting.unless(
                clientCa.isEmpty() || certificate.isPresent(),
                "client-ca",
                clientCa.orElse(Path.of("")),
                "given only where there is a certificate");
    }
}
