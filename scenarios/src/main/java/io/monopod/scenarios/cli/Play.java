package io.monopod.scenarios.cli;

import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.scenario.Scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A requested scenario with its parameters.
record Play(Scenario scenario, Parameters parameters, Choice choice) {
    /// How the command line names it.
    enum Choice {
        BY_NAME,
        WITH_ALL
    }

    /// The word for every scenario.
    static final String ALL = "all";

    /// The scenarios that the command line names. With `all`, each takes the parameters that it
    /// knows.
    ///
    /// @throws IllegalArgumentException with a message for the user, if a name or a parameter is
    ///   unknown or a value is out of range
    static List<Play> of(List<String> names, Map<String, Integer> given) {
        List<Play> plays = new ArrayList<>();
        for (String name : names) {
            if (name.equals(ALL)) {
                Scenarios.all()
                        .forEach(
                                each -> plays.add(of(each, knownTo(each, given), Choice.WITH_ALL)));
            } else {
                plays.add(of(named(name), given, Choice.BY_NAME));
            }
        }
        return plays;
    }

    private static Play of(Scenario scenario, Map<String, Integer> given, Choice choice) {
        try {
            return new Play(scenario, Parameters.of(scenario.parameters(), given), choice);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(scenario.name() + ": " + e.getMessage(), e);
        }
    }

    private static Scenario named(String name) {
        return Scenarios.named(name).orElseThrow(() -> unknown(name));
    }

    private static IllegalArgumentException unknown(String name) {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        String hint =
                Nearest.to(name, names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("there are " + String.join(", ", names));
        return new IllegalArgumentException("no scenario '" + name + "'; " + hint);
    }

    private static Map<String, Integer> knownTo(Scenario scenario, Map<String, Integer> given) {
        List<String> known = scenario.parameters().stream().map(Parameter::name).toList();
        return given.entrySet().stream()
                .filter(entry -> known.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
