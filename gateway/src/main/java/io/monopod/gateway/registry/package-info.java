/// The I/O around the table: instances register and heartbeat here, grants are bound at instances,
/// leases run out, and what happens is told to who wants to know.
///
/// A new session's call, from top to bottom:
///
/// ```
/// Grants.acquire     asks the table, again and again until that has a final decision
///   SessionTable.claim     reserves an instance (lock, memory only)
///   InstanceControl.bind   binds it there (no lock, `timeouts.bind` at most)
///   SessionTable.settle    confirms it, or frees it and the next claim tries the next one
/// ```
///
/// The steps of one call, and what a call that goes away between them leaves to do, are a state
/// machine of [io.monopod.gateway.assign.Acquisition]; [Grants] does the blocking.
///
/// Whoever changes a table then calls [Chronicle#publish]; on a thread of its own the chronicle
/// tells the events, in order, to [Settlements] (which wakes the calls that wait for them),
/// [Endings] (which tells instances that a session ends) and the listeners outside.
@NullMarked
package io.monopod.gateway.registry;

import org.jspecify.annotations.NullMarked;
