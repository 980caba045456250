/// The data path towards the clients. [DataPath] is its front door.
///
/// The path of a call:
/// 1. [DownstreamConnection] reads a batch of frames. [RequestReader] decodes the headers of new
///    calls and gets a decision for each from the [io.monopod.datapath.call.CallHandler], without a
///    lock.
/// 2. Under the lock of the client connection ([io.monopod.datapath.connection.ConnectionGroup])
///    the frames are applied. Each call becomes a [io.monopod.datapath.splice.SplicedCall], which
///    answers it, waits for a decision on another thread, or hands it to the connection of its
///    target ([io.monopod.datapath.upstream.Upstreams]): to an instance, or to a service in this
///    process.
/// 3. From then on HEADERS are re-encoded, and DATA is copied from one connection's input to the
///    other connection's outbox, as far as the receiver's windows allow.
/// 4. The lock is left, callbacks run and outboxes are written.
@NullMarked
package io.monopod.datapath.downstream;

import org.jspecify.annotations.NullMarked;
