/// The official gRPC interop suite, through the data path.
@NullMarked
package io.monopod.datapath.interop;

import org.jspecify.annotations.NullMarked;
