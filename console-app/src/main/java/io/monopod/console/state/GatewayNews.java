package io.monopod.console.state;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.Pod;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// Turns gateway events into lines of the event list: all events of instances, and those of
/// sessions that no client here has reported.
final class GatewayNews {
    private static final String BY_ITS_CLIENT = "shutdown";

    private GatewayNews() {}

    record Line(Instant at, ConsoleEvent what) {}

    static @Nullable Line of(GatewayEvent event, ClientStates clients) {
        return switch (event) {
            case GatewayEvent.Open _, GatewayEvent.Changed _ -> null;
            case GatewayEvent.Registered(Instant at, String pod) ->
                    new Line(at, new ConsoleEvent.PodSeen(pod));
            case GatewayEvent.Draining(Instant at, String pod) ->
                    new Line(at, new ConsoleEvent.PodDrains(pod));
            case GatewayEvent.Quarantined(Instant at, String pod, String reason) ->
                    new Line(at, new ConsoleEvent.PodDoubted(pod, reason));
            case GatewayEvent.Lost(Instant at, String pod, String reason) ->
                    new Line(at, new ConsoleEvent.PodLost(pod, reason));
            case GatewayEvent.OfSession of -> {
                ConsoleEvent what = of(of, clients.holder(of.session()));
                yield what == null ? null : new Line(of.at(), what);
            }
        };
    }

    private static @Nullable ConsoleEvent of(
            GatewayEvent.OfSession event, Pod.@Nullable Holder client) {
        boolean ours = client != null;
        String who = client == null ? event.session() : client.label();
        return switch (event) {
            case GatewayEvent.Confirmed(_, String session, String pod) ->
                    ours ? null : new ConsoleEvent.SessionBegan(session, pod);
            case GatewayEvent.Ended(_, _, String pod, String reason, Duration held) ->
                    ours && reason.equals(BY_ITS_CLIENT)
                            ? null
                            : new ConsoleEvent.SessionEnded(who, pod, reason, held);
            case GatewayEvent.Refused(_, String session, int code, String message, _) ->
                    ours ? null : new ConsoleEvent.SessionRefused(session, Code.of(code), message);
            case GatewayEvent.Waiting(_, _, int position) -> new ConsoleEvent.Waits(who, position);
            case GatewayEvent.LeftQueue(_, _, Duration waited) ->
                    new ConsoleEvent.GaveUp(who, waited);
            case GatewayEvent.Replayed(_, _, String from, String to, String reason) ->
                    new ConsoleEvent.Replayed(who, from, to, reason);
            case GatewayEvent.Granted _,
                    GatewayEvent.Released _,
                    GatewayEvent.Found _,
                    GatewayEvent.Ending _ ->
                    null;
        };
    }
}
