@NullMarked
package io.monopod.scenarios.cli;

import org.jspecify.annotations.NullMarked;
