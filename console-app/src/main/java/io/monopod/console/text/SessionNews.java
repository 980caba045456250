package io.monopod.console.text;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.scenarios.event.Code;

import java.time.Duration;

/// Events of a session as sentences that do not name the session.
public final class SessionNews {
    private SessionNews() {}

    public static String of(GatewayEvent.OfSession event) {
        return switch (event) {
            case GatewayEvent.Granted(_, _, String pod) -> Texts.text("told.granted", pod);
            case GatewayEvent.Confirmed(_, _, String pod) -> Texts.text("told.confirmed", pod);
            case GatewayEvent.Released(_, _, String pod) -> Texts.text("told.released", pod);
            case GatewayEvent.Found(_, _, String pod) -> Texts.text("told.found", pod);
            case GatewayEvent.Ending(_, _, String pod, String reason) ->
                    Texts.text("told.ending", pod, Reasons.ofEnd(reason));
            case GatewayEvent.Ended(_, _, String pod, String reason, Duration held) ->
                    Texts.text("told.ended", pod, Figures.duration(held), Reasons.ofEnd(reason));
            case GatewayEvent.Replayed(_, _, String from, String to, String reason) ->
                    from.equals(to)
                            ? Texts.text("told.replayed-there", to, Reasons.ofReplay(reason))
                            : Texts.text("told.replayed", from, to, Reasons.ofReplay(reason));
            case GatewayEvent.Waiting(_, _, int position) -> Texts.text("told.waits", position);
            case GatewayEvent.LeftQueue(_, _, Duration waited) ->
                    Texts.text("told.gave-up", Figures.duration(waited));
            case GatewayEvent.Refused(_, _, int code, String message, String reason) ->
                    Texts.text("told.refused", Figures.code(Code.of(code)), message, reason);
        };
    }
}
