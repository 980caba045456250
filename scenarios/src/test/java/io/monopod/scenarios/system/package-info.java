@NullMarked
package io.monopod.scenarios.system;

import org.jspecify.annotations.NullMarked;
