@NullMarked
package io.monopod.gateway.store;

import org.jspecify.annotations.NullMarked;
