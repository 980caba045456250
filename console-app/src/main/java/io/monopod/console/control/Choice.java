package io.monopod.console.control;

import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

import java.util.Locale;

/// A small button that opens a menu of choices, and tells the chosen one.
public class Choice<E extends Enum<E>> extends MenuButton {
    /// @param prefix the texts have the keys `prefix.constant`
    /// @param name what is chosen, for who cannot see it
    @SuppressWarnings("this-escape") // the subclass adds nothing that could be missed
    public Choice(String id, E[] choices, String prefix, String name, ObjectProperty<E> chosen) {
        setId(id);
        getStyleClass().addAll("small", "flat", "choice");
        setMinWidth(USE_PREF_SIZE);
        for (E choice : choices) {
            MenuItem item = new MenuItem(Texts.text(prefix, choice));
            item.setId(id + "-" + choice.name().toLowerCase(Locale.ROOT));
            item.setOnAction(event -> chosen.set(choice));
            getItems().add(item);
        }
        chosen.subscribe(
                choice -> {
                    setText(Texts.text(prefix, choice));
                    setAccessibleText(name + ": " + getText());
                });
    }
}
