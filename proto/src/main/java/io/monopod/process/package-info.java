/// What a program does that another program starts.
@NullMarked
package io.monopod.process;

import org.jspecify.annotations.NullMarked;
