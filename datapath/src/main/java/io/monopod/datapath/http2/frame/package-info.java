/// Frames (RFC 9113, sections 4 and 6): read from a [Transport] in batches, and appended to an
/// [Outbox].
@NullMarked
package io.monopod.datapath.http2.frame;

import org.jspecify.annotations.NullMarked;
