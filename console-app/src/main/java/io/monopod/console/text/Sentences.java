package io.monopod.console.text;

import io.monopod.console.live.Happening;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Validation;

import java.time.Duration;

/// What happened, in words.
public final class Sentences {
    private Sentences() {}

    public static String of(Happening what) {
        return switch (what) {
            case Happening.RunBegan(String title, String gateway, String system) ->
                    Texts.text("event.run-began", title, gateway, system);
            case Happening.StepBegan(int number, String title) ->
                    Texts.text("event.step-began", number, title);
            case Happening.Checked(Validation check) ->
                    Texts.text(
                            "event.checked",
                            Texts.text("check", check.result()),
                            check.title(),
                            check.detail());
            case Happening.RunDone done ->
                    Texts.text(
                            done.reason().isEmpty() ? "event.run-done" : "event.run-done-because",
                            Texts.text("verdict", done.verdict()),
                            Figures.duration(done.took()),
                            done.reason());
            case Happening.Noted(String text) -> text;
            case Happening.Served served ->
                    Texts.text(
                            "event.served",
                            served.label(),
                            served.pod(),
                            Figures.duration(served.waited()));
            case Happening.Turned turned -> turned(turned);
            case Happening.Failed failed ->
                    Texts.text(
                            "event.failed",
                            failed.label(),
                            Figures.code(failed.code()),
                            failed.message());
            case Happening.Left left -> Texts.text("event.left", left.label(), left.pod());
            case Happening.Stopped stopped -> Texts.text("event.stopped", stopped.label());
            case Happening.PodSeen(String pod) -> Texts.text("event.pod-seen", pod);
            case Happening.PodLost(String pod, String reason) ->
                    Texts.text("event.pod-lost", pod, Reasons.ofLoss(reason));
            case Happening.PodDrains(String pod) -> Texts.text("event.pod-drains", pod);
            case Happening.PodDoubted(String pod, String reason) ->
                    Texts.text("event.pod-doubted", pod, Reasons.ofQuarantine(reason));
            case Happening.SessionBegan(String session, String pod) ->
                    Texts.text("event.session-began", session, pod);
            case Happening.SessionEnded(String who, String pod, String reason, Duration held) ->
                    Texts.text(
                            "event.session-ended",
                            who,
                            pod,
                            Figures.duration(held),
                            Reasons.ofEnd(reason));
            case Happening.Waits(String who, int position) ->
                    Texts.text("event.waits", who, position);
            case Happening.GaveUp(String who, Duration waited) ->
                    Texts.text("event.gave-up", who, Figures.duration(waited));
            case Happening.Replayed(String who, String from, String to, String reason) ->
                    from.equals(to)
                            ? Texts.text("event.replayed-there", who, to, Reasons.ofReplay(reason))
                            : Texts.text("event.replayed", who, from, to, Reasons.ofReplay(reason));
            case Happening.SessionRefused(String session, Code code, String message) ->
                    Texts.text("event.session-refused", session, Figures.code(code), message);
            case Happening.Done(Happening.Tone tone, String text) -> text;
        };
    }

    private static String turned(Happening.Turned turned) {
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
