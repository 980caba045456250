/// How many threads carry the gateway's virtual threads.
@NullMarked
package io.monopod.gateway.carriers;

import org.jspecify.annotations.NullMarked;
