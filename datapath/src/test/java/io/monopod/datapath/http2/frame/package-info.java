/// Tests of the frame reader, and raw connections for the tests of the data path.
@NullMarked
package io.monopod.datapath.http2.frame;

import org.jspecify.annotations.NullMarked;
