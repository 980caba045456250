package io.monopod.console.command;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

import java.util.Locale;

/// Commands that work in every view, each with its shortcut.
public enum Command {
    RUN_OVERLOAD(shortcut(KeyCode.R)),
    STOP(shortcut(KeyCode.PERIOD)),
    ADD_CLIENTS(shortcut(KeyCode.N)),
    CONNECT(shortcut(KeyCode.L)),
    OVERVIEW(shortcut(KeyCode.DIGIT1)),
    INSTANCES(shortcut(KeyCode.DIGIT2)),
    CLIENTS(shortcut(KeyCode.DIGIT3)),
    OUTCOMES(shortcut(KeyCode.DIGIT4)),
    SCENARIOS(shortcut(KeyCode.DIGIT5)),
    EVENTS(shortcut(KeyCode.DIGIT6)),
    GATEWAY(shortcut(KeyCode.DIGIT7)),
    RUNS(shortcut(KeyCode.DIGIT8)),
    WHY(shortcut(KeyCode.I)),
    FIND(shortcut(KeyCode.F)),
    EXPORT(shortcut(KeyCode.S)),
    OPEN(shortcut(KeyCode.O)),
    PICTURE(
            new KeyCodeCombination(
                    KeyCode.S, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)),
    TOGGLE_THEME(shortcut(KeyCode.T)),
    HELP(new KeyCodeCombination(KeyCode.F1)),
    QUIT(shortcut(KeyCode.Q));

    /// Immutable, although its type does not say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final KeyCombination keys;

    Command(KeyCombination keys) {
        this.keys = keys;
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    public KeyCombination keys() {
        return keys;
    }

    /// The key of its name in the bundle.
    public String key() {
        return "command." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
