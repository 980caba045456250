/// The picture of clients on their way to instances: who waits, who is served where, who was turned
/// away. For the UI thread.
@NullMarked
package io.monopod.console.flow;

import org.jspecify.annotations.NullMarked;
