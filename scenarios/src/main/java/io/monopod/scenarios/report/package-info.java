/// The record of a run, and the report files for programs and people.
@NullMarked
package io.monopod.scenarios.report;

import org.jspecify.annotations.NullMarked;
