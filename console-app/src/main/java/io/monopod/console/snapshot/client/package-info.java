/// The clients of a run: where each stands, and how they are filtered and sorted.
@NullMarked
package io.monopod.console.snapshot.client;

import org.jspecify.annotations.NullMarked;
