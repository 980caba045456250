/// Kills, stops and starts real processes under load, and then compares the records.
///
/// During the run [FaultInjector] injects faults and records them in [Incidents], while each
/// [RandomClient] calls and records every answer. Afterwards [Verdicts] compares three records: the
/// instances' own logs (one [LoggedHold] per session on an instance), the incidents, and the
/// answers. Nothing comes from the gateway, because it is the program under test.
@NullMarked
package io.monopod.scenarios.chaos;

import org.jspecify.annotations.NullMarked;
