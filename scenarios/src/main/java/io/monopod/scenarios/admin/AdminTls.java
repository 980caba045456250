package io.monopod.scenarios.admin;

import io.monopod.config.InvalidSetting;
import io.monopod.scenarios.system.Endpoint.Transport;
import io.monopod.tls.ClientTls;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// How an operator's command speaks to the admin listener: with TLS or without, and whom it trusts.
///
/// @param scheme `http` or `https`
/// @param own the user's certificates; null for the platform's
record AdminTls(String scheme, @Nullable TlsClient own) implements AutoCloseable {
    /// @throws IllegalArgumentException with a message for the user, if a file cannot be used
    static AdminTls of(Transport transport) {
        return switch (transport) {
            case Transport.Plaintext() -> new AdminTls("http", null);
            case Transport.Tls tls -> new AdminTls("https", client(tls));
        };
    }

    private static @Nullable TlsClient client(Transport.Tls tls) {
        if (tls.trust() == null && tls.identity() == null) {
            return null;
        }
        if (tls.trust() == null) {
            throw new IllegalArgumentException("--cert and --key need --ca");
        }
        var shown = Optional.ofNullable(tls.identity());
        var settings =
                new ClientTls(
                        Optional.of(tls.trust()),
                        shown.map(each -> each.certificate()),
                        shown.map(each -> each.key()),
                        Optional.empty());
        try {
            return TlsClient.of("tls", settings).orElseThrow();
        } catch (InvalidSetting e) {
            throw new IllegalArgumentException(
                    "--%s %s: give %s".formatted(option(e), e.value(), e.allowed()), e);
        }
    }

    private static String option(InvalidSetting wrong) {
        var key = wrong.key().substring(wrong.key().lastIndexOf('.') + 1);
        return key.equals("certificate") ? "cert" : key;
    }

    SSLContext context() {
        try {
            return own == null ? SSLContext.getDefault() : own.context();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has a default TLS context", e);
        }
    }

    /// Why no connection came about, in a few words.
    String why(SSLException broken) {
        var causes =
                Stream.iterate((Throwable) broken, Objects::nonNull, Throwable::getCause).toList();
        if (causes.stream().anyMatch(CertPathBuilderException.class::isInstance)) {
            return "nobody who is trusted signed its certificate"
                    + (own == null ? "; name who did with --ca FILE" : ": see --ca");
        }
        if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
            return "its certificate is not for that name or is not valid: " + broken.getMessage();
        }
        return String.valueOf(broken.getMessage())
                        .contains("Unsupported or unrecognized SSL message")
                ? "it speaks no TLS; leave https:// and --ca out"
                : "no TLS: " + broken.getMessage();
    }

    /// As [#why(SSLException)], of another failure.
    String why(IOException broken) {
        return broken.getMessage()
                + (scheme.equals("http")
                        ? "; if it has TLS, name it with --admin https://HOST:PORT"
                        : "");
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
