/// The events of a run as immutable values: one stream for the terminal, the reports, the console
/// and the tests. Nothing here knows gRPC, so programs that only show runs need not either.
@NullMarked
package io.monopod.scenarios.event;

import org.jspecify.annotations.NullMarked;
