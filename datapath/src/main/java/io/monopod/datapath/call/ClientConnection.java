package io.monopod.datapath.call;

/// A client connection, for decisions about its calls. Compared by identity.
public interface ClientConnection {
    /// The call that is being admitted has a valid token of that user. Connections without a token
    /// share only a part of the process's limits. Of the others, the user with most connections
    /// makes room for new ones. Called on the thread of [CallHandler#admit], during it.
    default void tokenShown(String user) {}

    /// As [#tokenShown], for a secret that many clients have: an address counts as the user.
    default void secretShown() {}
}
