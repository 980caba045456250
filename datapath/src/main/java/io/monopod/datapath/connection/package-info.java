/// What client and instance connections have in common: the [ConnectionGroup] with its lock, the
/// reader's loop ([Http2Connection]), the [ConnectionWriter], TLS, and the timer.
@NullMarked
package io.monopod.datapath.connection;

import org.jspecify.annotations.NullMarked;
