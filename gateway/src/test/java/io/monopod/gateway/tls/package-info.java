/// The gateway over TLS, by real certificates and real connections.
@NullMarked
package io.monopod.gateway.tls;

import org.jspecify.annotations.NullMarked;
