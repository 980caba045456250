/// Tests of an instance as clients and gateways see it, with the example service in its slot.
@NullMarked
package io.monopod.instance;

import org.jspecify.annotations.NullMarked;
