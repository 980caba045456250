/// Tests of the instances' side.
@NullMarked
package io.monopod.datapath.upstream;

import org.jspecify.annotations.NullMarked;
