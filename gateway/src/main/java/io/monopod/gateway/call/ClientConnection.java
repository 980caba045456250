package io.monopod.gateway.call;

import java.net.SocketAddress;

/// A client connection, as far as decisions about its calls need to know it. Compared by identity.
public interface ClientConnection {
    SocketAddress remoteAddress();
}
