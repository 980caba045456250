/// Finds the cluster of a call by its path, and the rules for the call.
@NullMarked
package io.monopod.gateway.route;

import org.jspecify.annotations.NullMarked;
