/// The command line: what is typed, what is shown, and the exit code.
@NullMarked
package io.monopod.scenarios.cli;

import org.jspecify.annotations.NullMarked;
