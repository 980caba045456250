package io.monopod.gateway.call;

import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

/// Where a call goes. The data path keeps one connection for each pair of client connection and
/// target.
///
/// @param name the instance id, or the cluster's name if the cluster is static: a new process at
///   the same address is a new target
/// @param host a host name or address literal
/// @param port 1 to 65535
/// @param tls null for none
/// @param use what its connections are for
public record Target(String name, String host, int port, @Nullable TlsClient tls, Use use) {
    /// Which calls come to a target.
    public enum Use {
        /// Those of a session: where one came, more will come on the same connection.
        SESSION,
        /// Those of no session, like logins: a client may make one, and never another.
        OCCASIONAL
    }

    /// An instance that keeps a session, without TLS.
    public Target(String name, String host, int port) {
        this(name, host, port, null, Use.SESSION);
    }
}
