/// Protects the listeners that Helidon serves itself: from silent or stalled connections, from too
/// many connections, and from a listener that ends unnoticed.
@NullMarked
package io.monopod.gateway.listen;

import org.jspecify.annotations.NullMarked;
