package io.monopod.console.model;

import io.monopod.console.service.Link;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.Story;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.RunEvent.RunEnded;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What is going on, as a title and one or two sentences. It answers "why was the fourth refused?".
public record Headline(Tone tone, String title, String text) {
    private static final int MAX_ERRORS = 2;

    public static Headline of(Frame frame, Link link) {
        if (link instanceof Link.Opening(Link.Target target, String progress)) {
            return new Headline(Tone.NEUTRAL, opening(target), progress);
        }
        RunView run = frame.run();
        if (run != null) {
            return of(run, frame.story());
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
        String title = run.info().title();
        if (ended == null) {
            return new Headline(Tone.NEUTRAL, title, describe(story));
        }
        return switch (ended.verdict()) {
            case PASSED -> new Headline(Tone.GOOD, title, describe(story));
            case FAILED -> new Headline(Tone.BAD, title, withReason(ended, story));
            case SKIPPED -> new Headline(Tone.WARNING, title, withReason(ended, story));
            case BROKEN -> new Headline(Tone.BAD, title, withReason(ended, story));
        };
    }

    private static String withReason(RunEnded ended, Story story) {
        String why = Texts.text("verdict", ended.verdict());
        String head = ended.reason().isEmpty() ? why : why + ": " + firstLine(ended.reason());
        return head + ". " + describe(story);
    }

    static String describe(Story story) {
        List<String> sentences = new ArrayList<>();
        if (story.clients() > 0) {
            sentences.add(served(story));
        }
        story.errors().stream().limit(MAX_ERRORS).map(Headline::describe).forEach(sentences::add);
        if (story.inLine() > 0) {
            sentences.add(Texts.text("story.in-line", story.inLine()));
        }
        if (story.waiting() > story.inLine()) {
            sentences.add(Texts.text("story.waiting", story.waiting() - story.inLine()));
        }
        int left = story.errors().stream().skip(MAX_ERRORS).mapToInt(Story.Trouble::clients).sum();
        if (left > 0) {
            sentences.add(Texts.text("story.more", left));
        }
        return String.join(" ", sentences);
    }

    private static String served(Story story) {
        String share =
                story.served() == 0 ? "none" : story.served() == story.clients() ? "all" : "some";
        return Texts.text("story.served." + share, story.clients(), story.served());
    }

    private static String describe(Story.Trouble error) {
        String who =
                error.clients() == 1
                        ? error.first().label()
                        : Texts.text("story.clients", error.clients());
        String key = error.state() == ClientState.REFUSED ? "story.refused" : "story.failed";
        return Texts.text(
                key,
                who,
                error.clients(),
                Figures.code(error.code()),
                error.message(),
                because(error.first().last()));
    }

    /// The contract's description of when this answer is given.
    private static String because(@Nullable Answer answer) {
        return answer == null
                ? ""
                : ContractAnswer.all().stream()
                        .filter(entry -> entry.matches(answer))
                        .findFirst()
                        .map(ContractAnswer::situation)
                        .map(situation -> ": " + situation)
                        .orElse("");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
