package io.monopod.datapath.call;

import java.net.SocketAddress;

/// The two addresses of a client connection.
///
/// @param remote the client's
/// @param local ours
public record ConnectionEnds(SocketAddress remote, SocketAddress local) {}
