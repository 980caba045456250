@NullMarked
package io.monopod.vouch;

import org.jspecify.annotations.NullMarked;
