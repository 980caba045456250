@NullMarked
package io.monopod.instance.slot;

import org.jspecify.annotations.NullMarked;
