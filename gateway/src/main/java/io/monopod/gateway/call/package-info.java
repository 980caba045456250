/// The path of one call, from its request headers to its instance or its refusal.
///
/// The data path ([io.monopod.datapath.downstream]) asks a [io.monopod.datapath.call.CallHandler]
/// once for each call and gets a [io.monopod.datapath.call.RoutingDecision]. It reports later
/// events of the call to the [io.monopod.datapath.call.AdmittedCall].
@NullMarked
package io.monopod.gateway.call;

import org.jspecify.annotations.NullMarked;
