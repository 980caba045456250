@NullMarked
package io.monopod.console.snapshot;

import org.jspecify.annotations.NullMarked;
