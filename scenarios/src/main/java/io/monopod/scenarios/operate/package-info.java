/// The commands for operators, on a gateway's admin API: `docs/operate.md`.
@NullMarked
package io.monopod.scenarios.operate;

import org.jspecify.annotations.NullMarked;
