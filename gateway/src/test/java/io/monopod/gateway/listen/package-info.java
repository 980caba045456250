@NullMarked
package io.monopod.gateway.listen;

import org.jspecify.annotations.NullMarked;
