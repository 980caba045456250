@NullMarked
package io.monopod.scenarios.local;

import org.jspecify.annotations.NullMarked;
