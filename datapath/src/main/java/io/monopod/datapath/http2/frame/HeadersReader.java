package io.monopod.datapath.http2.frame;

/// Decodes header blocks. It runs on the thread that reads the connection, once for each block and
/// in order, without any lock. It may make a routing decision for a request.
///
/// @param <H> the result for a block
@FunctionalInterface
public interface HeadersReader<H> {
    /// @param end whether the block ends its stream
    /// @throws ConnectionError if the block cannot be decoded, which ends the connection
    H read(int streamId, byte[] bytes, int from, int length, boolean end) throws ConnectionError;
}
