/// The I/O around the session table: instances register and send heartbeats, grants are bound at
/// instances, leases expire, and listeners get the events.
///
/// A new session's call, from top to bottom:
///
/// ```
/// Sessions.claim           asks the table once, without blocking
///   SessionTable.claim     reserves an instance (lock, memory only)
/// Sessions.complete        on another thread, asks until the decision is final
///   InstanceControl.bind   binds the instance (no lock, `timeouts.bind` at most)
///   SessionTable.settle    confirms it, or frees it and the next claim tries the next one
/// ```
///
/// A call that may wait calls [io.monopod.gateway.table.SessionTable#enter] instead of `claim`. A
/// call that was forwarded in vain may block, and does both steps in one: [Sessions#acquire].
///
/// The steps of one call, and the cleanup if it goes away between them, are the state machine
/// [io.monopod.gateway.table.Acquisition]; [Sessions] does the blocking.
///
/// A table that has new events calls [EventDispatcher#publish] itself, through its `onEvents`
/// callback. On its own thread, the dispatcher delivers the events in order to [BindWaiters] and
/// [QueueWaiters] (which wake the calls that wait for them), to [InstanceControl] (which connects
/// to new instances and forgets lost ones), to the listeners outside, and last to
/// [SessionTerminator] (which tells instances that a session ends).
@NullMarked
package io.monopod.gateway.registry;

import io.monopod.gateway.control.InstanceControl;

import org.jspecify.annotations.NullMarked;
