/// The waiting room: sessions that wait for an instance, first come, first served.
@NullMarked
package io.monopod.gateway.queue;

import org.jspecify.annotations.NullMarked;
