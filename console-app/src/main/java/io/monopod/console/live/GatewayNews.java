package io.monopod.console.live;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What is worth a line of what a gateway tells: of its instances all, of sessions what no client
/// here has told already.
final class GatewayNews {
    private static final String BY_ITS_CLIENT = "shutdown";

    private GatewayNews() {}

    record Line(Instant at, Happening what) {}

    static @Nullable Line of(GatewayEvent event, ClientBook clients) {
        return switch (event) {
            case GatewayEvent.Open _, GatewayEvent.Changed _ -> null;
            case GatewayEvent.Registered(Instant at, String pod) ->
                    new Line(at, new Happening.PodSeen(pod));
            case GatewayEvent.Draining(Instant at, String pod) ->
                    new Line(at, new Happening.PodDrains(pod));
            case GatewayEvent.Quarantined(Instant at, String pod, String reason) ->
                    new Line(at, new Happening.PodDoubted(pod, reason));
            case GatewayEvent.Lost(Instant at, String pod, String reason) ->
                    new Line(at, new Happening.PodLost(pod, reason));
            case GatewayEvent.OfSession of -> {
                Happening what = of(of, clients.holder(of.session()));
                yield what == null ? null : new Line(of.at(), what);
            }
        };
    }

    private static @Nullable Happening of(
            GatewayEvent.OfSession event, Pod.@Nullable Holder client) {
        boolean ours = client != null;
        String who = client == null ? event.session() : client.label();
        return switch (event) {
            case GatewayEvent.Confirmed(_, String session, String pod) ->
                    ours ? null : new Happening.SessionBegan(session, pod);
            case GatewayEvent.Ended(_, _, String pod, String reason, Duration held) ->
                    ours && reason.equals(BY_ITS_CLIENT)
                            ? null
                            : new Happening.SessionEnded(who, pod, reason, held);
            case GatewayEvent.Refused(_, String session, int code, String message, _) ->
                    ours ? null : new Happening.SessionRefused(session, Code.of(code), message);
            case GatewayEvent.Waiting(_, _, int position) -> new Happening.Waits(who, position);
            case GatewayEvent.LeftQueue(_, _, Duration waited) -> new Happening.GaveUp(who, waited);
            case GatewayEvent.Replayed(_, _, String from, String to, String reason) ->
                    new Happening.Replayed(who, from, to, reason);
            case GatewayEvent.Granted _,
                    GatewayEvent.Released _,
                    GatewayEvent.Found _,
                    GatewayEvent.Ending _ ->
                    null;
        };
    }
}
