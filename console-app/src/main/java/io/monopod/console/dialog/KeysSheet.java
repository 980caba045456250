package io.monopod.console.dialog;

import io.monopod.console.command.Command;
import io.monopod.console.control.Controls;
import io.monopod.console.text.Texts;

import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Every command with its shortcut.
public final class KeysSheet extends Sheet {

    public KeysSheet(Runnable hide) {
        super("keys.title", hide);
        VBox list = Controls.column("keys");
        for (Command command : Command.values()) {
            HBox line =
                    Controls.row(
                            "key-line",
                            Controls.label(Texts.text(command.key())),
                            Controls.spacer(),
                            Controls.label(command.keys().getDisplayText(), "key"));
            list.getChildren().add(line);
        }
        with(list);
    }
}
