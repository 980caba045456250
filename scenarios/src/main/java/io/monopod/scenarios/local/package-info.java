/// A local system: its gateways and instances as child processes, started together and always
/// cleaned up.
///
/// [LocalSystem] is the entry point. `CommandLines` holds everything that the programs are told and
/// `ReadyLine` what they answer.
@NullMarked
package io.monopod.scenarios.local;

import org.jspecify.annotations.NullMarked;
