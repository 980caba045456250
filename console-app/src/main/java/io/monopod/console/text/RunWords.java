package io.monopod.console.text;

import io.monopod.console.snapshot.Story;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.scenarios.event.Verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How runs end, in words.
public final class RunWords {
    private RunWords() {}

    /// `Finished, 8,581 of 10,000 failed`.
    public static String ending(Verdict verdict, Story story) {
        List<String> words = new ArrayList<>(List.of(Texts.text("verdict", verdict)));
        if (verdict == Verdict.FINISHED || verdict == Verdict.STOPPED) {
            add(words, "ending.failed", story.failed(), story);
            add(words, "ending.refused", story.count(ClientGroup.REFUSED), story);
        }
        add(words, "ending.not-started", story.count(ClientGroup.NOT_STARTED), story);
        return String.join(", ", words);
    }

    private static void add(List<String> words, String key, int clients, Story story) {
        if (clients > 0) {
            words.add(Texts.text(key, clients, story.clients()));
        }
    }

    /// `Passed in 0.61 s`, `Stopped after 1:09 min`.
    public static String took(Verdict verdict, Duration took) {
        String key = verdict == Verdict.STOPPED ? "ending.after" : "ending.in";
        return Texts.text(key, Texts.text("verdict", verdict), Figures.duration(took));
    }

    /// Every group that has clients, with its count: `3 served, 1 refused`.
    public static String counts(Story story) {
        return String.join(
                ", ",
                Arrays.stream(ClientGroup.values())
                        .filter(group -> group != ClientGroup.ALL && story.count(group) > 0)
                        .map(group -> count(story, group))
                        .toList());
    }

    public static String count(Story story, ClientGroup group) {
        return Figures.count(story.count(group))
                + " "
                + Texts.text("group", group).toLowerCase(Locale.ENGLISH);
    }
}
