/// What the runner prints: the account of a run, its summary, colours and line widths.
@NullMarked
package io.monopod.scenarios.terminal;

import org.jspecify.annotations.NullMarked;
