package io.monopod.console.model;

import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayState;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.Story;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.text.Figures;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Plain;
import io.monopod.console.text.RunWords;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.RunEvent.RunEnded;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is going on, as a title and one or two sentences. It answers "why was the fourth refused?".
public record Headline(Tone tone, String title, String text) {
    private static final int MAX_ERRORS = 2;

    public static Headline of(Frame frame, Link link) {
        if (frame.saved() == null
                && link instanceof Link.Opening(Link.Target target, String progress)) {
            return new Headline(Tone.NEUTRAL, opening(target), progress);
        }
        if (frame.knowledge().isTrouble()) {
            return ofGateway(frame);
        }
        RunView run = frame.run();
        if (run != null) {
            return of(run, frame.story()).and(left(frame));
        }
        return switch (link) {
            case Link.On on ->
                    new Headline(
                            Tone.NEUTRAL,
                            Texts.text("headline.ready"),
                            Texts.text("headline.ready.text"));
            case Link.Broken(Link.Target target, String why) ->
                    new Headline(Tone.BAD, Texts.text("headline.broken"), firstLine(why));
            case Link.Off _, Link.Closing _, Link.Opening _ -> nothing();
        };
    }

    private Headline and(String more) {
        return more.isEmpty() ? this : new Headline(tone, title, text + " " + more);
    }

    /// Sessions that clients of the run have left on their instances.
    private static String left(Frame frame) {
        long left =
                frame.pods().stream()
                        .filter(pod -> pod.session() != null && pod.client() != null)
                        .count();
        return frame.isOver() && frame.saved() == null && left > 0
                ? Texts.text("story.left", left)
                : "";
    }

    /// A gateway that is gone or going matters more than what ran before.
    private static Headline ofGateway(Frame frame) {
        String since = GatewayWords.since(frame);
        return new Headline(
                frame.gateway().tone(),
                GatewayWords.title(frame.gateways()),
                frame.gateway() instanceof GatewayState.Leaderless
                        ? Texts.text("gateway.leaderless.text")
                        : since.isEmpty() ? Texts.text("gateway.draining.text") : since);
    }

    private static Headline nothing() {
        return new Headline(
                Tone.NEUTRAL, Texts.text("headline.off"), Texts.text("headline.off.text"));
    }

    private static String opening(Link.Target target) {
        return switch (target) {
            case Link.Target.Local local -> Texts.text("headline.starting");
            case Link.Target.Remote remote -> Texts.text("headline.connecting");
        };
    }

    private static Headline of(RunView run, Story story) {
        RunEnded ended = run.ended();
        Verdict verdict = run.verdict();
        String title = run.info().title();
        if (ended == null || verdict == null) {
            return new Headline(Tone.NEUTRAL, title, describe(story));
        }
        return new Headline(
                ConsoleEvent.tone(verdict, story),
                title,
                verdict == Verdict.PASSED
                        ? describe(story)
                        : withReason(verdict, ended.reason(), story));
    }

    private static String withReason(Verdict verdict, String reason, Story story) {
        String head = RunWords.ending(verdict, story);
        boolean told = reason.isEmpty() || verdict == Verdict.STOPPED;
        return (told ? head : head + ": " + firstLine(reason)) + ". " + describe(story);
    }

    static String describe(Story story) {
        List<String> sentences = new ArrayList<>();
        if (story.clients() > 0) {
            sentences.add(served(story));
        }
        story.errors().stream().limit(MAX_ERRORS).map(Headline::describe).forEach(sentences::add);
        int inLine = story.count(ClientGroup.IN_LINE);
        if (inLine > 0) {
            sentences.add(Texts.text("story.in-line", inLine));
        }
        int calling = story.count(ClientGroup.CALLING);
        if (calling > 0 && story.served() > 0) {
            sentences.add(Texts.text("story.calling", calling));
        }
        int left = story.errors().stream().skip(MAX_ERRORS).mapToInt(Story.Trouble::clients).sum();
        if (left > 0) {
            sentences.add(Texts.text("story.more", left));
        }
        return String.join(" ", sentences);
    }

    private static String served(Story story) {
        int calling = story.count(ClientGroup.CALLING) + story.count(ClientGroup.NOT_STARTED);
        if (story.served() == 0 && calling == story.clients()) {
            return Texts.text("story.starting", story.clients());
        }
        String share =
                story.served() == 0 ? "none" : story.served() == story.clients() ? "all" : "some";
        return Texts.text("story.served." + share, story.clients(), story.served());
    }

    private static String describe(Story.Trouble error) {
        String who =
                error.clients() == 1
                        ? error.first().label()
                        : Texts.text("story.clients", error.clients());
        Answer last = error.first().last();
        return Texts.text(
                "story." + error.group().name().toLowerCase(Locale.ROOT),
                who,
                error.clients(),
                Figures.code(error.code()),
                last == null ? "" : Plain.message(last),
                because(last));
    }

    /// The contract's description of when this answer is given.
    private static String because(@Nullable Answer answer) {
        return answer == null
                ? ""
                : ContractAnswer.all().stream()
                        .filter(entry -> entry.matches(answer))
                        .findFirst()
                        .map(Headline::situation)
                        .map(situation -> ": " + situation)
                        .orElse("");
    }

    private static String situation(ContractAnswer entry) {
        return Texts.textOr("situation." + entry.reason(), entry.situation());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
