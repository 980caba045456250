/// The gateway's admin API: instances, sessions, a stream of events, and a few actions. A gateway
/// without the API can still be watched, from its answers to clients alone.
@NullMarked
package io.monopod.console.admin;

import org.jspecify.annotations.NullMarked;
