package io.monopod.console.screen;

import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Every command with its keys.
final class KeysSheet {
    private final Sheet sheet;

    KeysSheet(Runnable hide) {
        VBox list = new VBox();
        list.getStyleClass().add("keys");
        for (Command command : Command.values()) {
            HBox line =
                    new HBox(
                            Parts.label(Texts.text(command.key())),
                            Parts.spacer(),
                            Parts.label(command.keys().getDisplayText(), "key"));
            line.getStyleClass().add("key-line");
            list.getChildren().add(line);
        }
        sheet = new Sheet("keys.title", hide).with(list);
    }

    Node node() {
        return sheet;
    }
}
