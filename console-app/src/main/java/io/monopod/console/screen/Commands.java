package io.monopod.console.screen;

import io.monopod.console.text.Texts;

/// Does what can be done from anywhere.
@FunctionalInterface
interface Commands {
    void run(Command command);

    default void runOverload() {
        run(Command.RUN_OVERLOAD);
    }

    default void stop() {
        run(Command.STOP);
    }

    /// The words under a key, and the keys that do the same.
    default String hint(String key, Command command) {
        return Texts.text(key) + "  (" + command.keys().getDisplayText() + ")";
    }
}
