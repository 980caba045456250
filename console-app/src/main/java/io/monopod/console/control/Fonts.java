package io.monopod.console.control;

import javafx.scene.text.Font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The font of all texts, which comes with the console, so that it looks the same everywhere. Its
/// licence is beside its files.
public final class Fonts {
    /// As the stylesheet names it.
    static final String FAMILY = "Inter";

    private Fonts() {}

    /// Makes the font known to the toolkit; does nothing the second time.
    ///
    /// @throws IllegalStateException if its files are missing, which is a bug
    public static void load() {
        for (String weight : List.of("Regular", "Bold")) {
            try (InputStream file =
                    Fonts.class.getResourceAsStream("font/Inter-" + weight + ".otf")) {
                if (file == null || Font.loadFont(file, 0) == null) {
                    throw new IllegalStateException("the font Inter " + weight + " is missing");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// For drawings; controls have it from the stylesheet.
    public static Font ofSize(double size) {
        return Font.font(FAMILY, size);
    }
}
