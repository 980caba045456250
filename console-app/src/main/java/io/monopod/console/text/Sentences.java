package io.monopod.console.text;

import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Validation;

import java.time.Duration;

/// Events as sentences.
public final class Sentences {
    private Sentences() {}

    public static String of(ConsoleEvent what) {
        return switch (what) {
            case ConsoleEvent.RunBegan(String title, String gateway, String system) ->
                    Texts.text("event.run-began", title, gateway, system);
            case ConsoleEvent.StepBegan(int number, String title) ->
                    Texts.text("event.step-began", number, title);
            case ConsoleEvent.Checked(Validation check) ->
                    Texts.text(
                            "event.checked",
                            Texts.text("check", check.result()),
                            check.title(),
                            check.detail());
            case ConsoleEvent.RunDone done ->
                    Texts.text(
                            done.reason().isEmpty() ? "event.run-done" : "event.run-done-because",
                            RunWords.ending(done.verdict(), done.story()),
                            Figures.duration(done.took()),
                            done.reason());
            case ConsoleEvent.Noted(String text) -> text;
            case ConsoleEvent.Served served ->
                    Texts.text(
                            "event.served",
                            served.label(),
                            served.pod(),
                            Figures.duration(served.waited()));
            case ConsoleEvent.Turned turned -> turned(turned);
            case ConsoleEvent.Failed failed ->
                    Texts.text(
                            "event.failed",
                            failed.label(),
                            Figures.code(failed.code()),
                            failed.message());
            case ConsoleEvent.Left left -> Texts.text("event.left", left.label(), left.pod());
            case ConsoleEvent.Stopped stopped -> Texts.text("event.stopped", stopped.label());
            case ConsoleEvent.PodSeen(String pod) -> Texts.text("event.pod-seen", pod);
            case ConsoleEvent.PodLost(String pod, String reason) ->
                    Texts.text("event.pod-lost", pod, Reasons.ofLoss(reason));
            case ConsoleEvent.PodDrains(String pod) -> Texts.text("event.pod-drains", pod);
            case ConsoleEvent.PodDoubted(String pod, String reason) ->
                    Texts.text("event.pod-doubted", pod, Reasons.ofQuarantine(reason));
            case ConsoleEvent.SessionBegan(String session, String pod) ->
                    Texts.text("event.session-began", session, pod);
            case ConsoleEvent.SessionEnded(String who, String pod, String reason, Duration held) ->
                    Texts.text(
                            "event.session-ended",
                            who,
                            pod,
                            Figures.duration(held),
                            Reasons.ofEnd(reason));
            case ConsoleEvent.Waits(String who, int position) ->
                    Texts.text("event.waits", who, position);
            case ConsoleEvent.GaveUp(String who, Duration waited) ->
                    Texts.text("event.gave-up", who, Figures.duration(waited));
            case ConsoleEvent.Replayed(String who, String from, String to, String reason) ->
                    from.equals(to)
                            ? Texts.text("event.replayed-there", who, to, Reasons.ofReplay(reason))
                            : Texts.text("event.replayed", who, from, to, Reasons.ofReplay(reason));
            case ConsoleEvent.SessionRefused(String session, Code code, String message) ->
                    Texts.text("event.session-refused", session, Figures.code(code), message);
            case ConsoleEvent.GatewaySeen(String name, Sighting sighting, Duration silence) ->
                    Texts.text(
                            "event.gateway-" + GatewayWords.key(sighting),
                            Figures.duration(silence),
                            name.isEmpty() ? Texts.text("gateway.the") : name);
            case ConsoleEvent.GatewayLeads(String name) -> Texts.text("event.gateway-leads", name);
            case ConsoleEvent.GatewayUnlisted(String name) ->
                    Texts.text("event.gateway-unlisted", name);
            case ConsoleEvent.GatewayAsked(String from, String to) ->
                    Texts.text("event.gateway-asked", from, to);
            case ConsoleEvent.Done(ConsoleEvent.Tone tone, String text) -> text;
        };
    }

    private static String turned(ConsoleEvent.Turned turned) {
        String code = Figures.code(turned.code());
        return turned.again().isPresent()
                ? Texts.text(
                        "event.retrying",
                        turned.label(),
                        code,
                        turned.message(),
                        Figures.duration(Duration.ofMillis(turned.again().getAsLong())))
                : Texts.text("event.refused", turned.label(), code, turned.message());
    }
}
