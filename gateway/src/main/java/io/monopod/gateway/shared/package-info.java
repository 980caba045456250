/// Several gateways over one store: one of them decides, all of them route.
///
/// [Gateways] hears from the store who leads and which session has which instance, and gives each
/// cluster its [SharedSessions]. A call whose session has a claim goes to its instance at once. Any
/// other asks the leader through a [LeaderLink]: that is [Leading] in the gateway that leads, and
/// [RemoteLeader] elsewhere, which reaches [LeaderService].
@NullMarked
package io.monopod.gateway.shared;

import org.jspecify.annotations.NullMarked;
