@NullMarked
package io.monopod.instance;

import org.jspecify.annotations.NullMarked;
