package io.monopod.datapath.call;

/// The destination of a call: another process, or a service in this one.
public sealed interface Upstream permits Target, CallServer {
    /// The name in logs: the instance id, or the cluster's name if the cluster is static.
    String name();
}
