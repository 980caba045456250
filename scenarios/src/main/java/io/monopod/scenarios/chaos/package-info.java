/// Real processes are killed, stopped and started under load, and then held against what they wrote
/// down themselves.
///
/// While it runs, [Fates] does its worst to the processes and notes when (in [Incidents]), and
/// [Wanderers] call and note every answer. Afterwards [Verdicts] looks at three accounts of the
/// same minutes: the instances' own logs (each [Hold] of a session on an instance), the incidents,
/// and the answers. Nothing of it is taken from the gateway, which is what is being judged.
@NullMarked
package io.monopod.scenarios.chaos;

import org.jspecify.annotations.NullMarked;
