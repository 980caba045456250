/// The times until which gateways let the instance do something, by its own clock: a [Lease] for
/// binds, and one for serving. [LapseWatch] acts when the latter runs out.
@NullMarked
package io.monopod.instance.lease;

import org.jspecify.annotations.NullMarked;
