/// What stays of a run: a record of it, and the files that programs and people read.
@NullMarked
package io.monopod.scenarios.report;

import org.jspecify.annotations.NullMarked;
