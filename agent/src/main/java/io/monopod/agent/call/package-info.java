/// The way of a call to the process that serves its session: [BackendCalls] admits it by the checks
/// of [io.monopod.instance.call], and the data path splices it ([BackendCall]). A call that ends
/// its session is handed on message by message instead ([EndingMethods]), because its answer must
/// wait for that end.
@NullMarked
package io.monopod.agent.call;

import org.jspecify.annotations.NullMarked;
