/// Tests of the interface to the call handler and of its values.
@NullMarked
package io.monopod.datapath.call;

import org.jspecify.annotations.NullMarked;
