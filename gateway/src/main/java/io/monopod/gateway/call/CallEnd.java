package io.monopod.gateway.call;

/// How an admitted call ended.
public sealed interface CallEnd {
    /// The instance answered; `status` is its `grpc-status`, or -1 if it sent none.
    record Answered(int status) implements CallEnd {}

    /// The client cancelled it, or its connection went away.
    ///
    /// @param sent whether the instance may have seen any of it
    record Cancelled(boolean sent) implements CallEnd {}

    /// Its deadline passed at the gateway.
    ///
    /// @param sent whether the instance may have seen any of it
    record DeadlineExceeded(boolean sent) implements CallEnd {}

    /// Its [TimeLimit] was over.
    ///
    /// @param sent whether the instance may have seen any of it
    record Expired(boolean sent) implements CallEnd {}

    /// The instance was lost while it was under way, and [AdmittedCall#replay()] or
    /// [AdmittedCall#lost()] decided anew.
    record Lost() implements CallEnd {}

    /// The instance never saw it, and [AdmittedCall#unreached()] decided anew.
    record Unreached() implements CallEnd {}
}
