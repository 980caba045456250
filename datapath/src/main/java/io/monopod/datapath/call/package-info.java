/// The interface between the data path and the decisions about its calls.
///
/// The data path gets a [RoutingDecision] from the [CallHandler] for each call, and reports later
/// events of the call to its [AdmittedCall].
@NullMarked
package io.monopod.datapath.call;

import org.jspecify.annotations.NullMarked;
