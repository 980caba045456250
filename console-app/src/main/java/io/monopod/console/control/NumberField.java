package io.monopod.console.control;

import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/// A whole number within limits. It takes digits only, and says so when something else is typed.
/// Input is committed when the field loses focus; a number outside the limits becomes the nearest.
public final class NumberField extends Spinner<Integer> {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    /// No limit is longer.
    private static final Pattern DIGITS = Pattern.compile("\\d{0,9}");

    private final int min;
    private final int max;
    private final Tooltip word = new Tooltip();

    public NumberField(String id, int min, int max, ObjectProperty<Integer> value) {
        this.min = min;
        this.max = max;
        var factory = new IntegerSpinnerValueFactory(min, max, value.get());
        factory.setConverter(new Forgiving(min, max, factory));
        setValueFactory(factory);
        setId(id);
        setEditable(true);
        setPrefWidth(96);
        setMinWidth(USE_PREF_SIZE);
        factory.valueProperty().bindBidirectional(value);
        getEditor().setTextFormatter(new TextFormatter<>(this::judge));
        focusedProperty().addListener((seen, old, now) -> say(""));
    }

    private TextFormatter.@Nullable Change judge(TextFormatter.Change change) {
        if (!change.isContentChange()) {
            return change;
        }
        String next = change.getControlNewText();
        if (!DIGITS.matcher(next).matches()) {
            say(Texts.text("number.only", min, max));
            return null;
        }
        boolean isInside = next.isEmpty() || isInside(Long.parseLong(next));
        say(isInside ? "" : Texts.text("number.limits", min, max));
        return change;
    }

    private boolean isInside(long number) {
        // A number that is too small may be the beginning of a larger one.
        return number <= max;
    }

    /// Shows what is wrong, below the field; nothing if the text is empty.
    private void say(String words) {
        pseudoClassStateChanged(INVALID, !words.isEmpty());
        word.setText(words);
        if (words.isEmpty() || getScene() == null) {
            word.hide();
            return;
        }
        Bounds place = localToScreen(getBoundsInLocal());
        if (place != null) {
            word.show(this, place.getMinX(), place.getMaxY() + 4);
        }
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
