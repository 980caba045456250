/// The HTTP API for operators, on the admin listener.
@NullMarked
package io.monopod.gateway.admin;

import org.jspecify.annotations.NullMarked;
