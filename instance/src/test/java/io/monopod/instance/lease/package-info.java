@NullMarked
package io.monopod.instance.lease;

import org.jspecify.annotations.NullMarked;
