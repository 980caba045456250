/// What the gateway asks of an instance, over the instance's own port: to bind a session, to end
/// one, to say what it has; and the proof of what an instance says.
@NullMarked
package io.monopod.gateway.control;

import org.jspecify.annotations.NullMarked;
