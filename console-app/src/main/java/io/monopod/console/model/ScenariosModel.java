package io.monopod.console.model;

import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.scenario.Scenarios;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every scenario, the selected one with its parameter values, and the last verdict of each.
public final class ScenariosModel {
    private final List<Scenario> all = Scenarios.all();
    private final ObjectProperty<Scenario> chosen = new SimpleObjectProperty<>(all.getFirst());
    private final Map<String, Map<String, Integer>> values = new HashMap<>();
    private final ObservableMap<String, Verdict> verdicts = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<@Nullable RunView> run = new ReadOnlyObjectWrapper<>();

    ScenariosModel() {
        chosen.addListener((seen, old, now) -> run.set(shownOf(last)));
    }

    private @Nullable RunView last;

    void show(Frame frame) {
        RunView next = frame.run();
        Verdict verdict = next == null ? null : next.verdict();
        if (next != null && verdict != null && frame.saved() == null) {
            verdicts.put(next.info().scenario(), verdict);
        }
        last = next;
        run.set(shownOf(next));
    }

    private @Nullable RunView shownOf(@Nullable RunView next) {
        return next != null && next.info().scenario().equals(chosen.get().name()) ? next : null;
    }

    public List<Scenario> all() {
        return all;
    }

    public ObjectProperty<Scenario> chosen() {
        return chosen;
    }

    /// The shown run, if it belongs to the selected scenario; otherwise null.
    public ReadOnlyObjectProperty<@Nullable RunView> run() {
        return run.getReadOnlyProperty();
    }

    /// By the scenario's name.
    public ObservableMap<String, Verdict> verdicts() {
        return verdicts;
    }

    /// The selected scenario's parameters as settings.
    public List<ParameterSetting> settings() {
        Scenario scenario = chosen.get();
        return scenario.parameters().stream()
                .map(
                        parameter ->
                                ParameterSetting.of(
                                        parameter,
                                        value(scenario, parameter),
                                        value -> setValue(scenario, parameter, value)))
                .toList();
    }

    /// A warning before the start; empty if none.
    public String warning() {
        return Texts.textOr("scenario.warning." + chosen.get().name(), "");
    }

    private int value(Scenario scenario, Parameter parameter) {
        return values.getOrDefault(scenario.name(), Map.of())
                .getOrDefault(parameter.name(), parameter.standard());
    }

    private void setValue(Scenario scenario, Parameter parameter, int value) {
        values.computeIfAbsent(scenario.name(), name -> new HashMap<>())
                .put(parameter.name(), value);
    }

    /// The selected scenario's parameter values.
    public Parameters parameters() {
        Scenario scenario = chosen.get();
        return Parameters.of(scenario.parameters(), values.getOrDefault(scenario.name(), Map.of()));
    }
}
