package io.monopod.gateway.http2;

/// A complete header block that the reader has decoded, to be applied in its turn.
///
/// @param content what the [HeadReader] made of it
/// @param end whether its frame bore END_STREAM
record Head<H>(int streamId, H content, boolean end) {}
