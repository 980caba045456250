package io.monopod.token;

/// Why a token is not valid for a call. Each name is a reason in the status's
/// `google.rpc.ErrorInfo`.
public enum TokenFault {
    /// Missing, malformed, wrongly signed, not valid yet, or for another audience.
    INVALID_TOKEN,
    /// Correctly signed, but expired.
    TOKEN_EXPIRED,
    /// Valid, but issued for another session.
    SESSION_MISMATCH
}
