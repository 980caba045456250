/// As [io.monopod.simulation], with several gateways over one store: each routes by the claims that
/// it has heard of, and the one that leads decides.
///
/// ```
/// Client --call--> ClientCall --known?--> RealRoutes        (real) <--watch-- StoreWatch
///                      |                                                          |
///                      | ask the leader                                           v
///                      v                                                       SimStore
///                  LeaderCall --claim--> SessionTable       (real)                ^
///                      |                                                          |
///                      | write the claim ---------> RealClaimQueue (real) --------+
///                      | then bind
///                      v
///                     Pod --> SharedSlot                    (real)
/// ```
///
/// Real are the table, the acquisition, the claims' bookkeeping and their order of writing, the
/// routes, the entrance to a new leader, what a call asks of leaders, and the slot. What blocks in
/// the gateway ([io.monopod.gateway.shared]) is an event here. The store is linearizable, but it is
/// slow, away, and a request or its answer may be lost or late.
///
/// Not simulated: direct calls, forced ends, quotas, idle sessions, the strict policy.
@NullMarked
package io.monopod.simulation.many;

import org.jspecify.annotations.NullMarked;
