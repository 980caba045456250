/// The slot: the instance's one place for a session, its states, and who may enter it. Pure logic:
/// it knows no network and no clock.
@NullMarked
package io.monopod.instance.slot;

import org.jspecify.annotations.NullMarked;
