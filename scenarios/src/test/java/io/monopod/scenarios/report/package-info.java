@NullMarked
package io.monopod.scenarios.report;

import org.jspecify.annotations.NullMarked;
