package io.monopod.scenarios.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of a scenario's parameters.
public record Parameters(Map<String, Integer> values) {
    public Parameters {
        values = Map.copyOf(values);
    }

    /// The defaults, replaced by those in `given`.
    ///
    /// @throws IllegalArgumentException if a given name is unknown or its value is out of range
    public static Parameters of(List<Parameter> known, Map<String, Integer> given) {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (Parameter parameter : known) {
            int value = given.getOrDefault(parameter.name(), parameter.standard());
            values.put(parameter.name(), parameter.checked(value));
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "no parameter '" + name + "' here; there is " + namesOf(known));
            }
        }
        return new Parameters(values);
    }

    private static String namesOf(List<Parameter> known) {
        return known.isEmpty()
                ? "none"
                : String.join(", ", known.stream().map(Parameter::name).toList());
    }

    /// @throws IllegalArgumentException if the scenario does not have this parameter
    public int get(String name) {
        Integer value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }

    public int clients() {
        return get(Parameter.CLIENTS);
    }

    public int instances() {
        return get(Parameter.INSTANCES);
    }
}
