@NullMarked
package io.monopod.instance.call;

import org.jspecify.annotations.NullMarked;
