/// Limits on what the process holds for all peers together, and how peers share it. Limits for each
/// connection are not enough, because a peer can open many connections.
@NullMarked
package io.monopod.datapath.budget;

import org.jspecify.annotations.NullMarked;
