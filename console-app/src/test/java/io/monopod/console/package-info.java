@NullMarked
package io.monopod.console;

import org.jspecify.annotations.NullMarked;
