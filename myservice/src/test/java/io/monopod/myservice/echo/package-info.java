/// Tests of the echo, over real connections.
@NullMarked
package io.monopod.myservice.echo;

import org.jspecify.annotations.NullMarked;
