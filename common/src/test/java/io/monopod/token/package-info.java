/// Tests of the token check.
@NullMarked
package io.monopod.token;

import org.jspecify.annotations.NullMarked;
