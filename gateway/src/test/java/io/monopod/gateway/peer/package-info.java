@NullMarked
package io.monopod.gateway.peer;

import org.jspecify.annotations.NullMarked;
