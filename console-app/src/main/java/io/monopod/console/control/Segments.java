package io.monopod.console.control;

import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A row of toggle buttons; exactly one is always selected.
public final class Segments<T> extends HBox {
    private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();
    private final ToggleGroup group = new ToggleGroup();

    public Segments(List<T> choices, Function<T, String> words, ObjectProperty<T> chosen) {
        getStyleClass().add("segments");
        for (T choice : choices) {
            buttons.put(choice, button(choice, words.apply(choice), chosen));
        }
        getChildren().addAll(buttons.values());
        chosen.subscribe(this::select);
    }

    /// The constants of an enum; the texts have the keys `prefix.constant`.
    public static <E extends Enum<E>> Segments<E> of(
            E[] choices, String prefix, ObjectProperty<E> chosen) {
        return new Segments<>(List.of(choices), choice -> Texts.text(prefix, choice), chosen);
    }

    private ToggleButton button(T choice, String words, ObjectProperty<T> chosen) {
        ToggleButton button = new ToggleButton(words);
        button.setToggleGroup(group);
        button.getStyleClass().add("segment");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(
                event -> {
                    chosen.set(choice);
                    // A second click does not deselect.
                    button.setSelected(true);
                });
        return button;
    }

    private void select(T choice) {
        ToggleButton button = buttons.get(choice);
        if (button != null) {
            group.selectToggle(button);
        }
    }

    /// Shows a choice, or hides it and frees its space; the chosen one stays.
    public void offer(T choice, boolean wanted) {
        ToggleButton button = buttons.get(choice);
        if (button != null) {
            Controls.setShown(button, wanted || button.isSelected());
        }
    }

    /// Changes the text of a choice.
    public void say(T choice, String words) {
        ToggleButton button = buttons.get(choice);
        if (button != null && !button.getText().equals(words)) {
            button.setText(words);
        }
    }
}
