/// Tests of services in this process, over real sockets.
@NullMarked
package io.monopod.datapath.serve;

import org.jspecify.annotations.NullMarked;
