/// What the gateway tells of itself on its admin listener: instances, sessions, a stream of events,
/// and the few things that can be asked of it. A gateway that does not offer it can still be looked
/// at, from the answers alone.
@NullMarked
package io.monopod.console.admin;

import org.jspecify.annotations.NullMarked;
