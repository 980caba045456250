@NullMarked
package io.monopod.scenarios;

import org.jspecify.annotations.NullMarked;
