@NullMarked
package io.monopod.gateway.shared;

import org.jspecify.annotations.NullMarked;
