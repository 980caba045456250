/// The data path: each client connection spliced to the instances that serve its calls.
///
/// A call's way through it:
/// 1. [ClientSide] reads a batch of frames; [RequestReader] decodes the heads of new calls and asks
///    the [io.monopod.gateway.call.CallHandler] what becomes of each, holding no lock.
/// 2. Under the one lock of the client connection ([Splice]) the frames are applied: a call becomes
///    a [SplicedCall], which answers it, has it decided on another thread, or hands it to the
///    [InstanceSide] of its target.
/// 3. From then on HEADERS are re-encoded and DATA is copied from one side's input to the other
///    side's outbox, as far as the receiver's windows allow.
/// 4. The lock is left, callbacks are made and outboxes are written.
@NullMarked
package io.monopod.gateway.proxy;

import org.jspecify.annotations.NullMarked;
