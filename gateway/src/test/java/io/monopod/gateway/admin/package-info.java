/// Tests of the admin API, over real connections to a real Helidon server.
@NullMarked
package io.monopod.gateway.admin;

import org.jspecify.annotations.NullMarked;
