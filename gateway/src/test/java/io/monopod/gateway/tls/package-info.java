/// Tests of TLS, with real certificates and connections.
@NullMarked
package io.monopod.gateway.tls;

import org.jspecify.annotations.NullMarked;
