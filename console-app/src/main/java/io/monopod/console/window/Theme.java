package io.monopod.console.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.text.Font;

import java.util.List;
import java.util.Objects;

/// Light or dark: the desktop's setting until the user chooses.
public final class Theme {
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    /// The desktop's font on Linux is often a poor fallback; elsewhere the system font is fine.
    private static final List<String> BETTER_FONTS =
            List.of("Inter", "Noto Sans", "Ubuntu", "Cantarell", "Open Sans");

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
        chooseFont(root);
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

    private static void chooseFont(Parent root) {
        if (System.getProperty("os.name", "").startsWith("Linux")) {
            BETTER_FONTS.stream()
                    .filter(family -> Font.font(family).getFamily().equals(family))
                    .findFirst()
                    .ifPresent(
                            family ->
                                    root.getStyleClass()
                                            .add(
                                                    family.toLowerCase(java.util.Locale.ROOT)
                                                            .replace(' ', '-')));
        }
    }
}
