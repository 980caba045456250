package io.monopod.gateway.tls;

import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A certificate authority and a directory of files that it signed.
public final class Authority {
    private static final CertificateBuilder BASE = new CertificateBuilder().ecp256();

    private final Path directory;
    private final X509Bundle bundle;
    public final Path file;

    public Authority(Path directory, String name) throws Exception {
        this.directory = directory;
        bundle =
                BASE.copy().subject("CN=" + name).setIsCertificateAuthority(true).buildSelfSigned();
        file = Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePEM());
    }

    /// Writes `name.pem` and `name.key`, replacing existing files.
    ///
    /// @return the TLS settings of a server with them
    public ServerTls issue(String name) throws Exception {
        var leaf =
                BASE.copy().subject("CN=" + name).addSanDnsName("localhost").buildIssuedBy(bundle);
        write(name + ".pem", leaf.getCertificatePathPEM());
        write(name + ".key", leaf.getPrivateKeyPEM());
        return new ServerTls(
                Optional.of(directory.resolve(name + ".pem")),
                Optional.of(directory.resolve(name + ".key")),
                Optional.empty());
    }

    /// TLS settings of a client that trusts this authority.
    ClientTls trusted() {
        return new ClientTls(
                Optional.of(file), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// TLS settings of a client that trusts this authority and has a certificate.
    ClientTls trustedBy(ServerTls owner) {
        return new ClientTls(Optional.of(file), owner.certificate(), owner.key(), Optional.empty());
    }

    /// The same server, which requires clients to have a certificate of this authority.
    ServerTls admitting(ServerTls server) {
        return new ServerTls(server.certificate(), server.key(), Optional.of(file));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
