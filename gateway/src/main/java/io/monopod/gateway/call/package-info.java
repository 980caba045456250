/// One call, from its request headers to its instance or its refusal, as a straight line.
///
/// The data path ([io.monopod.gateway.proxy]) asks a [CallHandler] once for each call and gets a
/// [Verdict]; what the call meets later it tells the [AdmittedCall].
@NullMarked
package io.monopod.gateway.call;

import org.jspecify.annotations.NullMarked;
