package io.monopod.tls;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

import java.nio.file.Path;
import java.util.Optional;

/// TLS to a server: on if a trusted certificate is configured.
public record ClientTls(
        @Key(doc = "certificates in PEM that sign those of the servers; TLS is spoken if given")
                Optional<Path> ca,
        @Key(doc = "certificate in PEM to show to the servers, if they ask for one")
                Optional<Path> certificate,
        @Key(doc = "private key of that certificate, in PEM") Optional<Path> key,
        @Key(doc = "name that the servers' certificates are for, if it is not their address")
                Optional<String> serverName) {
    public static final ClientTls OFF =
            new ClientTls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ClientTls {
        KeyPair.check(certificate, key);
        InvalidSetting.unless(
                ca.isPresent() || (certificate.isEmpty() && serverName.isEmpty()),
                "ca",
                "",
                "a file, where the other keys beside it are given");
    }
}
