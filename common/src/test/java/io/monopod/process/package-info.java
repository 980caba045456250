/// Tests of what programs share.
@NullMarked
package io.monopod.process;

import org.jspecify.annotations.NullMarked;
