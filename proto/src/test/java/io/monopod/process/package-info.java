/// Tests of what programs have in common.
@NullMarked
package io.monopod.process;

import org.jspecify.annotations.NullMarked;
