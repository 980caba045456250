/// Tests of the gateway's own services, over real connections to a real Helidon server.
@NullMarked
package io.monopod.gateway.local;

import org.jspecify.annotations.NullMarked;
