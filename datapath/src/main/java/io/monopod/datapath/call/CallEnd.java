package io.monopod.datapath.call;

/// How an admitted call ended.
public sealed interface CallEnd {
    /// The instance answered; `status` is its `grpc-status`, or -1 if it sent none.
    record Answered(int status) implements CallEnd {}

    /// The client cancelled the call, or its connection broke.
    ///
    /// @param sent whether the instance may have seen any of it
    record Cancelled(boolean sent) implements CallEnd {}

    /// The deadline passed at the gateway.
    ///
    /// @param sent whether the instance may have seen any of it
    record DeadlineExceeded(boolean sent) implements CallEnd {}

    /// The call's [TimeLimit] passed.
    ///
    /// @param sent whether the instance may have seen any of it
    record Expired(boolean sent) implements CallEnd {}

    /// There was no memory for the request or the response. The client gets
    /// [CallHandler#overloaded()].
    ///
    /// @param sent whether the instance may have seen any of it
    record Overloaded(boolean sent) implements CallEnd {}

    /// The instance was lost while the call was open. [AdmittedCall#replay] or
    /// [AdmittedCall#lost()] decided what follows.
    record Lost() implements CallEnd {}

    /// The instance never saw the call. [AdmittedCall#unreached()] decided what follows.
    record Unreached() implements CallEnd {}
}
