/// Tests of the client's side, and a data path behind a real listener for all tests.
@NullMarked
package io.monopod.datapath.downstream;

import org.jspecify.annotations.NullMarked;
