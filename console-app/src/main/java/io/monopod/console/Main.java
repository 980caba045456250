package io.monopod.console;

import javafx.application.Application;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Starts the console. It is separate from [ConsoleApp] because a main class that extends
/// Application does not start from the class path.
final class Main {
    /// Held strongly: otherwise the logger is collected and its level is lost.
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private static final int NO_DISPLAY = 3;

    private Main() {}

    public static void main(String[] args) {
        // JavaFX warns at every start that it was loaded from the class path.
        JAVAFX.setLevel(Level.SEVERE);
        try {
            Application.launch(ConsoleApp.class, args);
        } catch (UnsupportedOperationException noDisplay) {
            System.err.println("monopod: no window: " + noDisplay.getMessage());
            System.exit(NO_DISPLAY);
        }
    }
}
