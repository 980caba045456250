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
        chosen.addListener((seen, old, now) -> run.set(shown()));
    }

    /// The last run of each scenario, by its name.
    private final Map<String, RunView> runs = new HashMap<>();

    private @Nullable RunView saved;

    void show(Frame frame) {
        RunView next = frame.run();
        if (next != null && frame.saved() == null) {
            runs.put(next.info().scenario(), next);
            Verdict verdict = next.verdict();
            if (verdict != null && isScenario(next.info().scenario())) {
                verdicts.put(next.info().scenario(), verdict);
            }
        }
        saved = frame.saved() == null ? null : next;
        run.set(shown());
    }

    /// Not a load.
    private boolean isScenario(String name) {
        return all.stream().anyMatch(scenario -> scenario.name().equals(name));
    }

    /// A saved run if it is of the chosen scenario, or else the last run.
    private @Nullable RunView shown() {
        String name = chosen.get().name();
        return saved != null && saved.info().scenario().equals(name) ? saved : runs.get(name);
    }

    public List<Scenario> all() {
        return all;
    }

    public ObjectProperty<Scenario> chosen() {
        return chosen;
    }

    /// The last run of the selected scenario, with its steps and checks; null if there was none.
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

    /// All but chaos, which takes minutes and says that nothing else can run.
    List<Scenario> forRunAll() {
        return all.stream().filter(scenario -> !scenario.name().equals("chaos")).toList();
    }

    /// The selected scenario's parameter values.
    public Parameters parameters() {
        return parameters(chosen.get());
    }

    Parameters parameters(Scenario scenario) {
        return Parameters.of(scenario.parameters(), values.getOrDefault(scenario.name(), Map.of()));
    }
}
