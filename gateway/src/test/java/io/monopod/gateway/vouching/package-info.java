/// What an instance may report about others, and what the gateway tells it about callers: tests
/// with a whole gateway and misbehaving instances.
@NullMarked
package io.monopod.gateway.vouching;

import org.jspecify.annotations.NullMarked;
