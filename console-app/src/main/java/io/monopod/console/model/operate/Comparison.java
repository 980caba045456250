package io.monopod.console.model.operate;

import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.text.Figures;
import io.monopod.console.text.RunWords;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.RunEvent.RunEnded;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two runs side by side.
///
/// @param lines what is compared
public record Comparison(List<Line> lines) {
    public Comparison {
        lines = List.copyOf(lines);
    }

    /// @param other of the second run; empty if there is only one
    /// @param differs whether the two are not the same
    public record Line(String name, String one, String other, boolean differs) {}

    /// @param other null to show one run alone
    public static Comparison of(KeptRun one, @Nullable KeptRun other) {
        Map<String, String> first = facts(one);
        Map<String, String> second = other == null ? Map.of() : facts(other);
        Set<String> names = new LinkedHashSet<>(first.keySet());
        names.addAll(second.keySet());
        return new Comparison(
                names.stream()
                        .map(
                                name ->
                                        line(
                                                name,
                                                first.getOrDefault(name, Figures.NONE),
                                                other == null
                                                        ? ""
                                                        : second.getOrDefault(name, Figures.NONE),
                                                other != null))
                        .toList());
    }

    private static Line line(String name, String one, String other, boolean both) {
        return new Line(name, one, other, both && !one.equals(other));
    }

    private static Map<String, String> facts(KeptRun kept) {
        RunView run = kept.run();
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "compare.title", run.info().title());
        put(facts, "compare.when", Figures.day(run.info().startedAt()));
        put(facts, "compare.system", run.info().system());
        run.info().parameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> facts.put(entry.getKey(), entry.getValue().toString()));
        Verdict verdict = run.verdict();
        RunEnded ended = run.ended();
        if (verdict != null && ended != null) {
            put(facts, "compare.ending", RunWords.ending(verdict, kept.story()));
            put(facts, "compare.took", Figures.duration(ended.took()));
        }
        for (ClientGroup group : ClientGroup.values()) {
            if (kept.story().count(group) > 0) {
                String name = group == ClientGroup.ALL ? "compare.clients" : "";
                facts.put(
                        name.isEmpty() ? Texts.text("group", group) : Texts.text(name),
                        Figures.count(kept.story().count(group)));
            }
        }
        put(facts, "compare.p50", Figures.duration(kept.outcomes().assign().p50()));
        put(facts, "compare.p99", Figures.duration(kept.outcomes().assign().p99()));
        put(facts, "compare.calls", Figures.count(kept.outcomes().total()));
        kept.outcomes().calls().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry ->
                                facts.put(
                                        Figures.code(entry.getKey()),
                                        Figures.count(entry.getValue())));
        run.checks()
                .forEach(check -> facts.put(check.title(), Texts.text("check", check.result())));
        return facts;
    }

    private static void put(Map<String, String> facts, String key, String value) {
        facts.put(Texts.text(key), value);
    }
}
