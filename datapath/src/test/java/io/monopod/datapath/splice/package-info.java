/// Tests of the call between its connections.
@NullMarked
package io.monopod.datapath.splice;

import org.jspecify.annotations.NullMarked;
