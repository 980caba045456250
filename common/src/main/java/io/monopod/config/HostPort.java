package io.monopod.config;

/// A network address as people write it: `host:port`, an IPv6 literal in brackets.
///
/// @param host a host name or an address literal, without brackets
/// @param port 1 to 65535
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(ALLOWED);
        }
    }

    static final String ALLOWED = "host:port with a port of 1 to 65535";

    /// @throws IllegalArgumentException if `text` is not such an address
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(ALLOWED);
        }
        var host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException(ALLOWED + ", an IPv6 address in brackets");
        }
        try {
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
