/// A deterministic simulator: the real decision core of the gateway
/// ([io.monopod.gateway.assign.SessionTable]) and the real slot of the instances, in a [World]
/// whose time, network, clients and failures are simulated, on one thread, and driven by one seed.
///
/// ```
/// SimulatedClient --call--> GatewayCall --claim, begin--> SessionTable        (real)
///                               |                            ^
///                               | bind, end, the call        | register, heartbeat
///                               v                            |
///                            Network ----------------------> Pod --> InstanceSlot  (real)
/// ```
///
/// A step is one event of the [Timeline]: a message arrives, a timer runs out, something breaks.
/// After each, [Invariants] looks at the whole world. What breaks, and when, is up to [Chaos]; a
/// world that it has left alone for a while has to be at rest, and that is looked at too.
///
/// The world is made of what production code says about its surroundings: control calls may be
/// lost, doubled or late, a connection delivers in time or breaks, a stopped process answers
/// nothing and goes on later where it was.
@NullMarked
package io.monopod.simulation;

import org.jspecify.annotations.NullMarked;
