package io.monopod.console.control;

import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// A placeholder for missing content: says why it is missing and what to do.
public final class EmptyState extends VBox {
    /// @param key of the title; the text below it has the key `key.why`
    public EmptyState(String key, Feather icon, Node... actions) {
        getStyleClass().add("empty-state");
        Label why = Controls.wrapped(Texts.text(key + ".why"), "empty-why");
        getChildren()
                .addAll(
                        Controls.icon(icon, "empty-icon"),
                        Controls.label(Texts.text(key), "empty-title"),
                        why);
        if (actions.length > 0) {
            getChildren().add(Controls.row("empty-actions", actions));
        }
    }
}
