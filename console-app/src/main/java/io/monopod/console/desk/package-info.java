/// What a person does at the console: open a system, run a scenario, add clients, end things. Each
/// takes as long as it takes on a thread of its own and never on the UI thread, whose properties
/// tell how it goes. The state here belongs to the UI thread.
@NullMarked
package io.monopod.console.desk;

import org.jspecify.annotations.NullMarked;
