/// A system of one's own: a gateway and its instances as child processes on this machine, started
/// together, watched, and taken down however the run ends.
///
/// [LocalSystem] is the front door. What the programs are told, and what they say, stands in one
/// file, `CommandLines`.
@NullMarked
package io.monopod.scenarios.local;

import org.jspecify.annotations.NullMarked;
