/// What this service does behind its slot: it says back what it is told.
@NullMarked
package io.monopod.myservice.echo;

import org.jspecify.annotations.NullMarked;
