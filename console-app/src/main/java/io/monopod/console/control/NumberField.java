package io.monopod.console.control;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/// A whole number within limits. Input is committed when the field loses focus; input that is not a
/// number is reverted.
public final class NumberField extends Spinner<Integer> {
    public NumberField(String id, int min, int max, ObjectProperty<Integer> value) {
        IntegerSpinnerValueFactory factory = new IntegerSpinnerValueFactory(min, max, value.get());
        factory.setConverter(new Forgiving(min, max, factory));
        setValueFactory(factory);
        setId(id);
        setEditable(true);
        setPrefWidth(96);
        factory.valueProperty().bindBidirectional(value);
    }

    private static final class Forgiving extends StringConverter<Integer> {
        private final int min;
        private final int max;
        private final IntegerSpinnerValueFactory factory;

        private Forgiving(int min, int max, IntegerSpinnerValueFactory factory) {
            this.min = min;
            this.max = max;
            this.factory = factory;
        }

        @Override
        public String toString(Integer value) {
            return Integer.toString(value);
        }

        @Override
        public Integer fromString(String text) {
            try {
                return Math.clamp(Long.parseLong(text.strip()), min, max);
            } catch (NumberFormatException e) {
                return factory.getValue();
            }
        }
    }
}
