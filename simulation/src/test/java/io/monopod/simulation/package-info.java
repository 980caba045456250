/// A deterministic simulator: the real decision core of the gateway
/// ([io.monopod.gateway.table.SessionTable]) and the real slot of the instances, in a [World] whose
/// time, network, clients and failures are simulated, on one thread, and driven by one seed.
///
/// ```
/// SimulatedClient --call--> GatewayCall --claim, begin--> SessionTable        (real)
///                               |                            ^
///                               | bind, end, the call        | register, heartbeat
///                               v                            |
///                            Network ----------------------> Pod --> InstanceSlot  (real)
/// ```
///
/// A step is one event of the [Timeline]: a message arrives, a timer fires, a fault occurs. After
/// each step, [Invariants] checks the whole world. [Chaos] injects the faults; without them the
/// world must come to rest after a while, which is checked too.
///
/// The world follows the production code's assumptions about its environment: control calls may be
/// lost, duplicated or late; a connection delivers in time or breaks; a stopped process does not
/// answer, and later continues where it was.
@NullMarked
package io.monopod.simulation;

import org.jspecify.annotations.NullMarked;
