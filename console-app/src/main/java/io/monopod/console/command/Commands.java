package io.monopod.console.command;

import io.monopod.console.text.Texts;

/// Runs commands.
@FunctionalInterface
public interface Commands {
    void run(Command command);

    default void runOverload() {
        run(Command.RUN_OVERLOAD);
    }

    default void stop() {
        run(Command.STOP);
    }

    /// A text followed by the command's shortcut.
    default String hint(String key, Command command) {
        return Texts.text(key) + "  (" + command.keys().getDisplayText() + ")";
    }
}
