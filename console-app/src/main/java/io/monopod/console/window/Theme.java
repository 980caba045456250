package io.monopod.console.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import io.monopod.console.control.Fonts;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Parent;

import java.util.Objects;

/// Light or dark: the desktop's setting until the user chooses.
public final class Theme {
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.DESKTOP);

    /// The user's choice.
    public enum Choice {
        DESKTOP,
        LIGHT,
        DARK
    }

    public ObjectProperty<Choice> choice() {
        return choice;
    }

    public boolean isDark() {
        return switch (choice.get()) {
            case DESKTOP -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    public void toggle() {
        choice.set(isDark() ? Choice.LIGHT : Choice.DARK);
    }

    /// Styles a window's root now and on every change.
    public void install(Parent root) {
        root.getStylesheets()
                .add(
                        Objects.requireNonNull(Theme.class.getResource("console.css"))
                                .toExternalForm());
        Fonts.load();
        choice.addListener((seen, old, now) -> apply(root));
        ChangeListener<ColorScheme> onDesktop = (seen, old, now) -> apply(root);
        // The desktop's preferences live as long as the program, so they hold the window's listener
        // only weakly; the window keeps it alive.
        root.getProperties().put(Theme.class, onDesktop);
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener(new WeakChangeListener<>(onDesktop));
        apply(root);
    }

    private void apply(Parent root) {
        boolean dark = isDark();
        Application.setUserAgentStylesheet(
                dark
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
        root.pseudoClassStateChanged(DARK, dark);
    }
}
