/// The number of carrier threads for the gateway's virtual threads.
@NullMarked
package io.monopod.gateway.carriers;

import org.jspecify.annotations.NullMarked;
