package io.monopod.scenarios.event;

import java.time.Instant;
import java.util.Map;

/// A run's scenario, parameters and system.
///
/// @param id unique for each run; part of its session ids and of its report's directory name
/// @param scenario the scenario's name, for example `system_overload`; `load` for free clients
/// @param title one line
/// @param parameters by name, with defaults filled in
/// @param gateway `host:port`
/// @param system a short description: `local, 3 instances, exclusive`
public record RunInfo(
        String id,
        String scenario,
        String title,
        Map<String, Integer> parameters,
        String gateway,
        String system,
        Instant startedAt) {
    public RunInfo {
        parameters = Map.copyOf(parameters);
    }
}
