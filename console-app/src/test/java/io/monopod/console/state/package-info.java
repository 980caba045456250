@NullMarked
package io.monopod.console.state;

import org.jspecify.annotations.NullMarked;
