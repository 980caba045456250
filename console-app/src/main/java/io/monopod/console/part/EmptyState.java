package io.monopod.console.part;

import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// What is shown where there is nothing yet: why, and what to do about it.
public final class EmptyState extends VBox {
    /// @param key of the title; the words below are under `key.why`
    public EmptyState(String key, Feather icon, Node... actions) {
        getStyleClass().add("empty-state");
        Label why = Parts.label(Texts.text(key + ".why"), "empty-why");
        why.setWrapText(true);
        getChildren()
                .addAll(
                        Parts.icon(icon, "empty-icon"),
                        Parts.label(Texts.text(key), "empty-title"),
                        why);
        if (actions.length > 0) {
            HBox row = new HBox(actions);
            row.getStyleClass().add("empty-actions");
            getChildren().add(row);
        }
    }
}
