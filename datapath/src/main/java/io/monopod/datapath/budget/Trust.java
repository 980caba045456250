package io.monopod.datapath.budget;

/// Whether the holder of a part of a [Budget] has identified itself.
public enum Trust {
    /// It has shown no token. One attacker can open thousands of such connections.
    STRANGER,
    /// It has shown a valid token.
    KNOWN
}
