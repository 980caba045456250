@NullMarked
package io.monopod.scenarios.terminal;

import org.jspecify.annotations.NullMarked;
