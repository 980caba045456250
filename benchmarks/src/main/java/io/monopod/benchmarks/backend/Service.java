package io.monopod.benchmarks.backend;

/// Answers calls. Runs on an event loop, so it must not block.
@FunctionalInterface
interface Service {
    /// @param path the request's `:path`
    /// @param body the request's messages, each with its gRPC prefix of five bytes
    Reply answer(String path, byte[] body);

    /// A call was reset before its reply was complete.
    ///
    /// @param nanos since its headers arrived
    default void reset(long nanos) {}
}
