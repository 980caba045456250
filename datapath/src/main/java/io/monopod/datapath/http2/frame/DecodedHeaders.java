package io.monopod.datapath.http2.frame;

/// A complete header block that is decoded, but not yet applied to its stream.
///
/// @param content the result of the [HeadersReader]
/// @param end whether END_STREAM was set
public record DecodedHeaders<H>(int streamId, H content, boolean end) {}
