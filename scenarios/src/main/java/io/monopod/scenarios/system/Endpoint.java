package io.monopod.scenarios.system;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// The address of a gateway or an instance, and its transport.
///
/// @param host a name or an address, without brackets
public record Endpoint(String host, int port, Transport transport) {
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
    }

    public sealed interface Transport {
        /// HTTP/2 with prior knowledge, without TLS (RFC 9113, section 3.3).
        record Plaintext() implements Transport {}

        /// @param trust a PEM file of trusted certificates; null for the platform's
        /// @param identity the client certificate for mutual TLS; null for none
        record Tls(@Nullable Path trust, @Nullable Identity identity) implements Transport {}
    }

    /// A certificate of the client's own.
    ///
    /// @param certificate PEM file with the certificate and its chain
    /// @param key its private key in PEM: PKCS #8, not encrypted
    public record Identity(Path certificate, Path key) {}

    public static Endpoint plaintext(String host, int port) {
        return new Endpoint(host, port, new Transport.Plaintext());
    }

    /// Reads `host:port` or `[address]:port`.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static Endpoint parse(String text, Transport transport) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : unbracketed(text.substring(0, colon));
        if (host.isEmpty() || host.contains("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not HOST:PORT, for example localhost:10000");
        }
        return new Endpoint(host, port(text, text.substring(colon + 1)), transport);
    }

    private static String unbracketed(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not HOST:PORT: '" + digits + "' is no port", e);
        }
    }

    /// `host:port`; a host with colons is in brackets.
    public String authority() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }
}
