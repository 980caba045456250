/// A call between its two connections: the [SplicedCall] with its states, and the flows of its
/// request and response. It knows both sides only by what it needs of them: [Downstream] and the
/// stream of the client, [UpstreamConnection] and [UpstreamStream].
@NullMarked
package io.monopod.datapath.splice;

import org.jspecify.annotations.NullMarked;
