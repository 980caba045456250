/// What a program needs when another program starts it.
@NullMarked
package io.monopod.process;

import org.jspecify.annotations.NullMarked;
