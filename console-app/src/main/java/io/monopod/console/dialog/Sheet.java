package io.monopod.console.dialog;

import io.monopod.console.control.Controls;
import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// A sheet that slides in from the right: a title, content and buttons.
abstract class Sheet extends VBox {
    private final VBox body = new VBox();
    private final HBox foot = new HBox();
    private @Nullable Button meant;

    /// @param close closes it
    @SuppressWarnings("this-escape") // the handler runs only once the sheet is shown
    Sheet(String key, Runnable close) {
        getStyleClass().add("sheet");
        Button x = Controls.iconButton("sheet.close", Feather.X, close);
        x.getStyleClass().add("sheet-close");
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        HBox head =
                Controls.row(
                        "sheet-head",
                        Controls.label(Texts.text(key), "screen-title"),
                        Controls.spacer(),
                        x);
        body.getStyleClass().add("sheet-body");
        ScrollPane scroll = Controls.scroll(body);
        scroll.setFocusTraversable(false);
        foot.getStyleClass().add("sheet-foot");
        getChildren().addAll(head, scroll, foot);
        Controls.setShown(foot, false);
        setMinWidth(440);
        setPrefWidth(440);
        setMaxWidth(440);
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && meant != null && !meant.isDisabled()) {
            event.consume();
            meant.fire();
        }
    }

    /// Enter presses this button, unless the focus is on another one.
    final Button meant(Button button) {
        meant = button;
        return button;
    }

    final void with(Node... nodes) {
        body.getChildren().addAll(nodes);
    }

    final void withFoot(Node... nodes) {
        foot.getChildren().addAll(nodes);
        Controls.setShown(foot, true);
    }

    /// A titled group of fields.
    static VBox group(String key, Node... fields) {
        VBox group = new VBox(Controls.title(key));
        group.getChildren().addAll(fields);
        group.getStyleClass().add("sheet-group");
        return group;
    }

    /// A field with its label on the left.
    static HBox field(String key, Node field) {
        Label name = Controls.label(Texts.text(key), "field-name");
        name.setMinWidth(140);
        name.setPrefWidth(140);
        name.setLabelFor(field);
        HBox row = new HBox(name, field);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.getStyleClass().add("sheet-field");
        return row;
    }

    /// A field with its unit on the right.
    static HBox field(String key, Node field, String unitKey) {
        HBox row = field(key, field);
        HBox.setHgrow(field, Priority.NEVER);
        row.getChildren().add(Controls.label(Texts.text(unitKey), "muted"));
        return row;
    }
}
