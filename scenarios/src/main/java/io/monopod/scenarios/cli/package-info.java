/// The command line: arguments, output and exit code.
@NullMarked
package io.monopod.scenarios.cli;

import org.jspecify.annotations.NullMarked;
