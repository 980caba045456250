/// The way of a call into the service. [CallChecks] identifies the caller ([Identification]) and
/// asks the slot to admit it. For a service of this process, [SessionGuard] then serves the call
/// ([GuardedCall]) or refuses it ([RefusalStatus]). [SessionEnds] ends the session together with
/// its calls.
@NullMarked
package io.monopod.instance.call;

import org.jspecify.annotations.NullMarked;
