@NullMarked
package io.monopod.scenarios.operate;

import org.jspecify.annotations.NullMarked;
