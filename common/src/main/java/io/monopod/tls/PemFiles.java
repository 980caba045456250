package io.monopod.tls;

import io.monopod.config.InvalidSetting;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The files of one TLS endpoint.
///
/// @param section the section of the configuration that names them, for messages
/// @param trustKey the key in that section for the file of trusted certificates
record PemFiles(
        String section,
        Optional<Path> certificate,
        Optional<Path> key,
        String trustKey,
        Optional<Path> trust) {
    private static final char[] NO_PASSWORD = {};

    /// What the files hold.
    ///
    /// @param keys null if there is no certificate to present
    /// @param trusted null if the peer needs no certificate
    record Content(
            @Nullable X509ExtendedKeyManager keys, @Nullable X509ExtendedTrustManager trusted) {}

    /// The content of all files, to detect changes. Unreadable files add only a mark.
    String fingerprint() {
        var all = new StringBuilder();
        Stream.of(certificate, key, trust)
                .flatMap(Optional::stream)
                .forEach(
                        file -> {
                            try {
                                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                            } catch (IOException e) {
                                all.append('?');
                            }
                            all.append('\n');
                        });
        return all.toString();
    }

    /// @param alias names the key, so that a handshake that has chosen it finds it again
    /// @throws InvalidSetting if a file cannot be read or is invalid
    Content read(String alias) {
        try {
            return new Content(
                    certificate.isPresent() && key.isPresent()
                            ? keys(alias, certificate.get(), key.get())
                            : null,
                    trust.isPresent() ? trusted(trust.get()) : null);
        } catch (GeneralSecurityException | IOException e) {
            // In-memory stores and standard algorithms do not fail.
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private X509ExtendedKeyManager keys(String alias, Path certificateFile, Path keyFile)
            throws GeneralSecurityException, IOException {
        var chain = certificates("certificate", certificateFile);
        var store = emptyStore();
        store.setKeyEntry(
                alias,
                privateKey(keyFile, chain.getFirst()),
                NO_PASSWORD,
                chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    private X509ExtendedTrustManager trusted(Path file)
            throws GeneralSecurityException, IOException {
        var store = emptyStore();
        for (var authority : certificates(trustKey, file)) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private PrivateKey privateKey(Path file, X509Certificate certificate) {
        var text = content("key", file);
        try {
            var publicKey = certificate.getPublicKey();
            var read = PrivateKeyText.parse(text, publicKey.getAlgorithm());
            if (KeyPair.match(read, publicKey)) {
                return read;
            }
        } catch (GeneralSecurityException e) {
            // A key of another type does not match either.
        } catch (RuntimeException e) {
            throw invalid("key", file, PrivateKeyText.ALLOWED);
        }
        throw invalid("key", file, "the private key of " + section + ".certificate");
    }

    private List<X509Certificate> certificates(String name, Path file) {
        var found = new ArrayList<X509Certificate>();
        try {
            var bytes = content(name, file).getBytes(StandardCharsets.ISO_8859_1);
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .forEach(certificate -> found.add((X509Certificate) certificate));
        } catch (CertificateException e) {
            found.clear();
        }
        if (found.isEmpty()) {
            throw invalid(name, file, "one or more certificates in PEM");
        }
        return found;
    }

    private String content(String name, Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw invalid(name, file, "a file that can be read");
        }
    }

    private InvalidSetting invalid(String name, Path file, String allowed) {
        return new InvalidSetting(section + "." + name, file, allowed);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }
}
