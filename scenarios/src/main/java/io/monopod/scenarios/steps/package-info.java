/// Steps and validations that several scenarios share.
@NullMarked
package io.monopod.scenarios.steps;

import org.jspecify.annotations.NullMarked;
