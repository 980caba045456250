/// Tests of the route table.
@NullMarked
package io.monopod.gateway.route;

import org.jspecify.annotations.NullMarked;
