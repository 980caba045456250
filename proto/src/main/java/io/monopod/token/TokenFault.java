package io.monopod.token;

/// Why a token is not good for a call, named like the reason in the answer's
/// `google.rpc.ErrorInfo`.
public enum TokenFault {
    /// Missing, malformed, wrongly signed, not valid yet, or not meant for us.
    INVALID_TOKEN,
    /// Rightly signed, but its time is over.
    TOKEN_EXPIRED,
    /// Good, but issued for another session.
    SESSION_MISMATCH
}
