package io.monopod.datapath.call;

import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

/// Another process that serves calls. The data path keeps a connection for each pair of client
/// connection and target, and more where one does not accept all calls.
///
/// @param name the instance id, or the cluster's name if the cluster is static. A new process at
///   the same address is a new target
/// @param host a host name or address literal
/// @param port 1 to 65535
/// @param tls null for none
/// @param use the kind of calls
/// @param callsPerConnection the most open calls on one of its connections; 0 for no limit. With 1,
///   a broken connection affects one call
public record Target(
        String name,
        String host,
        int port,
        @Nullable TlsClient tls,
        Use use,
        int callsPerConnection)
        implements Upstream {
    /// The kind of calls to a target.
    public enum Use {
        /// Calls of a session: more calls will follow on the same connection.
        SESSION,
        /// Calls without a session, like logins: a client may make one and no other.
        OCCASIONAL
    }

    /// Without a limit of calls for each connection.
    public Target(String name, String host, int port, @Nullable TlsClient tls, Use use) {
        this(name, host, port, tls, use, 0);
    }

    /// A target for calls of a session, without TLS.
    public Target(String name, String host, int port) {
        this(name, host, port, null, Use.SESSION, 0);
    }

    /// Whether both are the same process, whatever their other settings.
    public boolean isSameAs(Target other) {
        return name.equals(other.name) && host.equals(other.host) && port == other.port;
    }
}
