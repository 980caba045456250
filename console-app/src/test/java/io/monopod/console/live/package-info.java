@NullMarked
package io.monopod.console.live;

import org.jspecify.annotations.NullMarked;
