package io.monopod.console.part;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/// A whole number within limits: what is typed is taken when the field is left, and what is no
/// number is put back.
public final class NumberField extends Spinner<Integer> {
    public NumberField(String id, int least, int most, ObjectProperty<Integer> value) {
        IntegerSpinnerValueFactory factory =
                new IntegerSpinnerValueFactory(least, most, value.get());
        factory.setConverter(new Forgiving(least, most, factory));
        setValueFactory(factory);
        setId(id);
        setEditable(true);
        setPrefWidth(96);
        factory.valueProperty().bindBidirectional(value);
    }

    private static final class Forgiving extends StringConverter<Integer> {
        private final int least;
        private final int most;
        private final IntegerSpinnerValueFactory factory;

        private Forgiving(int least, int most, IntegerSpinnerValueFactory factory) {
            this.least = least;
            this.most = most;
            this.factory = factory;
        }

        @Override
        public String toString(Integer value) {
            return Integer.toString(value);
        }

        @Override
        public Integer fromString(String text) {
            try {
                return Math.clamp(Long.parseLong(text.strip()), least, most);
            } catch (NumberFormatException e) {
                return factory.getValue();
            }
        }
    }
}
