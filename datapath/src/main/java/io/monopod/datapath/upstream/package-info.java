/// The data path towards the instances, and towards the services of this process. [Upstreams] is
/// its front door.
@NullMarked
package io.monopod.datapath.upstream;

import org.jspecify.annotations.NullMarked;
