@NullMarked
package io.monopod.contract;

import org.jspecify.annotations.NullMarked;
