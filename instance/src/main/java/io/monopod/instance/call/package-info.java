/// The way of a call into the service. [SessionGuard] identifies the caller ([Identification]),
/// asks the slot to admit it, and then serves the call ([GuardedCall]) or refuses it
/// ([RefusalStatus]). [SessionEnds] ends the session together with its calls.
@NullMarked
package io.monopod.instance.call;

import org.jspecify.annotations.NullMarked;
