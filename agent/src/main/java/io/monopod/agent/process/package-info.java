/// The processes of the command: how one is started, when it is ready, and that nothing is left of
/// it. Knows no session.
@NullMarked
package io.monopod.agent.process;

import org.jspecify.annotations.NullMarked;
