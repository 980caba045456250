@NullMarked
package io.monopod.scenarios.event;

import org.jspecify.annotations.NullMarked;
