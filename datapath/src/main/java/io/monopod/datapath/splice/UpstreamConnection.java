package io.monopod.datapath.splice;

/// The upstream for the calls of one client connection to one target. Guarded by the lock of its
/// [io.monopod.datapath.connection.ConnectionGroup].
public interface UpstreamConnection {
    /// Forwards the call ([SplicedCall#forward]), now or as soon as there is room.
    void take(SplicedCall call);

    /// Removes a waiting call.
    void withdraw(SplicedCall call);

    /// Opens the upstream stream of a call that is forwarded now.
    UpstreamStream open(SplicedCall call);
}
