package io.monopod.console.live;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

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
            case GatewayEvent.Confirmed(Instant at, String session, String pod) ->
                    isOurs(session, clients)
                            ? null
                            : new Line(at, new Happening.SessionBegan(session, pod));
            case GatewayEvent.Ended(Instant at, String session, String pod, String reason) ->
                    isOurs(session, clients) && reason.equals(BY_ITS_CLIENT)
                            ? null
                            : new Line(at, new Happening.SessionEnded(session, pod, reason));
            case GatewayEvent.Refused(Instant at, String session, int code, String message) ->
                    isOurs(session, clients)
                            ? null
                            : new Line(
                                    at,
                                    new Happening.SessionRefused(session, Code.of(code), message));
        };
    }

    private static boolean isOurs(String session, ClientBook clients) {
        return clients.ofSession(session) != null;
    }
}
