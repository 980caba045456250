package io.monopod.console.snapshot;

import io.monopod.console.admin.SessionReport;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the gateway does for all of its users.
///
/// @param known whether the gateway tells
/// @param sessions every session on an instance, the oldest first
/// @param perSecond calls that ended, per second, lately
/// @param refusedPerSecond of these, calls that the gateway refused
/// @param refusals refused calls by reason, the most frequent first
/// @param waits how long sessions were in line, since the gateway started
/// @param grants how long it took to bind an instance, since the gateway started
/// @param calls how calls ended over time, since the console was connected
public record GatewayFigures(
        boolean known,
        List<SessionReport> sessions,
        double perSecond,
        double refusedPerSecond,
        List<Refusals> refusals,
        Latency waits,
        Latency grants,
        Outcomes calls) {
    public static final GatewayFigures NONE =
            new GatewayFigures(
                    false, List.of(), 0, 0, List.of(), Latency.NONE, Latency.NONE, Outcomes.NONE);

    public GatewayFigures {
        sessions = List.copyOf(sessions);
        refusals = List.copyOf(refusals);
    }

    /// Refused calls with one reason.
    ///
    /// @param total since the gateway started
    /// @param lately in the last minute
    public record Refusals(Code code, String reason, long total, long lately) {}

    /// The session with this id; null if there is none.
    public @Nullable SessionReport session(String id) {
        return sessions.stream().filter(each -> each.session().equals(id)).findFirst().orElse(null);
    }
}
