/// What happens in a run, as immutable values: the one stream that the terminal, the reports, the
/// console and the tests all read. Nothing here knows gRPC, so nothing that only shows runs has to.
@NullMarked
package io.monopod.scenarios.event;

import org.jspecify.annotations.NullMarked;
