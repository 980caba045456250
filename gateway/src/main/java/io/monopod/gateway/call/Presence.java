package io.monopod.gateway.call;

import io.monopod.contract.SessionId;

/// Hears which client connections call for which sessions: a session whose client has no connection
/// any more is a client gone.
public interface Presence {
    /// For who does not want to know; costs calls nothing.
    Presence IGNORED =
            new Presence() {
                @Override
                public void called(SessionId session, ClientConnection client) {}

                @Override
                public void closed(ClientConnection client) {}
            };

    /// A call of the session, with a good token, came on that connection. On the connection's
    /// reader thread: does not block.
    void called(SessionId session, ClientConnection client);

    /// That connection is closed. Nothing is called on it afterwards.
    void closed(ClientConnection client);
}
