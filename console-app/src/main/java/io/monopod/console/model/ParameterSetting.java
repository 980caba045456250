package io.monopod.console.model;

import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Parameter;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.util.function.IntConsumer;

/// A scenario parameter as a setting: in whole minutes where the scenario counts seconds.
///
/// @param id of the parameter; also the field's id
public record ParameterSetting(
        String id,
        String name,
        String description,
        int min,
        int max,
        ObjectProperty<Integer> value) {
    private static final int MINUTE = 60;

    /// @param now the current value, in the scenario's unit
    /// @param set called with each new value, in the scenario's unit
    static ParameterSetting of(Parameter parameter, int now, IntConsumer set) {
        boolean seconds = parameter.name().equals(Parameter.SECONDS);
        int unit = seconds ? MINUTE : 1;
        ObjectProperty<Integer> value = new SimpleObjectProperty<>(Math.ceilDiv(now, unit));
        value.addListener((seen, old, next) -> set.accept(next * unit));
        return new ParameterSetting(
                parameter.name(),
                Texts.textOr("parameter." + parameter.name(), parameter.name()),
                parameter.description(),
                Math.ceilDiv(parameter.min(), unit),
                parameter.max() / unit,
                value);
    }
}
