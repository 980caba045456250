package io.monopod.gateway.http2;

/// Decodes header blocks. It runs on the thread that reads the connection, for each block exactly
/// once and in order, and without any lock: it may ask others what to make of a request.
///
/// @param <H> what it makes of a block
@FunctionalInterface
public interface HeadReader<H> {
    /// @param end whether the block ends its stream
    /// @throws ConnectionError if the block cannot be decoded, which ends the connection
    H read(int streamId, byte[] bytes, int from, int length, boolean end) throws ConnectionError;
}
