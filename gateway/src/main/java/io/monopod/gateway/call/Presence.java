package io.monopod.gateway.call;

/// Hears who calls for which sessions on which client connections: who has no connection any more
/// is gone.
public interface Presence {
    /// For who does not want to know; costs calls nothing.
    Presence IGNORED =
            new Presence() {
                @Override
                public void called(Claimant claimant, ClientConnection client) {}

                @Override
                public void closed(ClientConnection client) {}
            };

    /// A call came on that connection. On the connection's reader thread: does not block.
    void called(Claimant claimant, ClientConnection client);

    /// That connection is closed. Nothing is called on it afterwards.
    void closed(ClientConnection client);
}
