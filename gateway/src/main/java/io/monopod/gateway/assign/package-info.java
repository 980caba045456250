/// Which instance serves which session: the decision, and the table it is taken from.
///
/// Everything here is memory and arithmetic. No I/O, no clock (time is an argument), no log, no
/// gRPC, no Helidon; so it is tested by table, by property and by simulation, and
/// [io.monopod.gateway.registry] does the talking.
///
/// The instance is the truth. [SessionTable] keeps, for each instance, the newest [SlotReport] that
/// is known of it and one [Slot], the gateway's view: the report, or what the gateway is just doing
/// to it. A new session runs through these, and every arrow is a method of a [Slot]:
///
/// ```
///           claim              bound                end, drop
///   Free ----------> Reserved -------> Held ---------------------> Ending --+
///    ^                  |                |                                   |
///    |   released       |                |  ended by its own call            | instance confirmed
///    +------------------+----------------+-----------------------------------+
/// ```
///
/// What an instance reports outranks what the gateway thinks, unless the report is older than what
/// is known (its revision, its epoch). Under doubt (a bind whose answer never came) the slot is
/// [Slot.Ending] and its session is placed nowhere else until the instance has answered or its
/// lease has run out. Only who ends it by force does not wait for that ([Slot.Stale]): then the
/// epoch keeps the old instance out.
@NullMarked
package io.monopod.gateway.assign;

import org.jspecify.annotations.NullMarked;
