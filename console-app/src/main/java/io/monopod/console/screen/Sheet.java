package io.monopod.console.screen;

import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// A sheet that comes in from the right: a title, what is on it, and what is done with it.
final class Sheet extends VBox {
    private final VBox body = new VBox();
    private final HBox foot = new HBox();

    /// @param close closes it
    Sheet(String key, Runnable close) {
        getStyleClass().add("sheet");
        HBox head =
                new HBox(
                        Parts.label(Texts.text(key), "screen-title"),
                        Parts.spacer(),
                        Parts.iconButton("sheet.close", Feather.X, close));
        head.getStyleClass().add("sheet-head");
        body.getStyleClass().add("sheet-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        foot.getStyleClass().add("sheet-foot");
        getChildren().addAll(head, scroll, foot);
        Parts.setShown(foot, false);
        setMinWidth(440);
        setPrefWidth(440);
        setMaxWidth(440);
    }

    Sheet with(Node... nodes) {
        body.getChildren().addAll(nodes);
        return this;
    }

    Sheet withFoot(Node... nodes) {
        foot.getChildren().addAll(nodes);
        Parts.setShown(foot, true);
        return this;
    }

    /// A part of a sheet with a title of its own.
    static VBox group(String key, Node... fields) {
        VBox group = new VBox(Parts.title(key));
        group.getChildren().addAll(fields);
        group.getStyleClass().add("sheet-group");
        return group;
    }

    /// A field with its name on the left.
    static HBox field(String key, Node field) {
        Label name = Parts.label(Texts.text(key), "field-name");
        name.setMinWidth(140);
        name.setPrefWidth(140);
        name.setLabelFor(field);
        HBox row = new HBox(name, field);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.getStyleClass().add("sheet-field");
        return row;
    }

    /// A field with what its number counts on the right.
    static HBox field(String key, Node field, String unitKey) {
        HBox row = field(key, field);
        HBox.setHgrow(field, Priority.NEVER);
        row.getChildren().add(Parts.label(Texts.text(unitKey), "muted"));
        return row;
    }
}
