package io.monopod.gateway.call;

import io.monopod.datapath.call.ClientConnection;

/// Learns which clients call for which sessions on which connections. A client without a connection
/// is gone.
public interface ConnectionListener {
    /// For callers that do not need this; costs calls nothing.
    ConnectionListener IGNORED =
            new ConnectionListener() {
                @Override
                public void called(SessionClient client, ClientConnection connection) {}

                @Override
                public void closed(ClientConnection connection) {}
            };

    /// A call came on the connection. Runs on the connection's reader thread; does not block.
    void called(SessionClient client, ClientConnection connection);

    /// The connection is closed. No call comes on it afterwards.
    void closed(ClientConnection connection);
}
