/// Decides which instance serves which session, and keeps the table of both.
///
/// Everything here is memory and arithmetic: no I/O, no clock (time is an argument), no log, no
/// gRPC, no Helidon. So tests can use tables, properties and simulation. [SessionTable] is the
/// front door, [Acquisition] the steps of one call. [io.monopod.gateway.assign] has what goes in
/// and comes out. [io.monopod.gateway.registry] talks to the instances.
///
/// The instance is the source of truth. For each instance, [SessionTable] keeps the newest known
/// [io.monopod.gateway.assign.SlotReport] and one [Slot], the gateway's view: the report, or the
/// change that the gateway is making. A new session runs through these states; every arrow is a
/// change of the [Slot]:
///
/// ```
///           claim              bound                end, drop
///   Free ----------> Reserved -------> Held ---------------------> Ending --+
///    ^                  |                |                                   |
///    |   released       |                |  ended by its own call            | instance confirmed
///    +------------------+----------------+-----------------------------------+
/// ```
///
/// An instance's report outranks the gateway's view, unless the report is older than what is known
/// (by its revision or its epoch). In doubt (a bind without an answer) the slot is [Slot.Ending],
/// and its session is placed nowhere else until the instance answers. This wait is limited. After
/// it the slot is [Slot.Stale]: the session may go on elsewhere, and the epoch keeps the old
/// instance out.
@NullMarked
package io.monopod.gateway.table;

import org.jspecify.annotations.NullMarked;
