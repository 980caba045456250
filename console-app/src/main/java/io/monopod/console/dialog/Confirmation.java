package io.monopod.console.dialog;

import io.monopod.console.control.Controls;
import io.monopod.console.text.Texts;

import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// Asks before an action that cannot be undone. Cancel is the default button.
public final class Confirmation extends VBox {
    /// @param act label of the button that performs the action
    public Confirmation(
            String title, String consequence, String act, Runnable then, Runnable hide) {
        getStyleClass().addAll("card", "confirmation");
        Label words = Controls.wrapped(consequence, "muted");
        Button cancel = new Button(Texts.text("confirm.cancel"));
        cancel.setCancelButton(true);
        cancel.setDefaultButton(true);
        cancel.setOnAction(event -> hide.run());
        Button doIt = new Button(act, Controls.icon(Feather.ZAP));
        doIt.setId("confirm");
        doIt.getStyleClass().add("danger");
        doIt.setOnAction(
                event -> {
                    hide.run();
                    then.run();
                });
        HBox buttons = Controls.row("card-row", Controls.spacer(), cancel, doIt);
        getChildren().addAll(Controls.label(title, "screen-title"), words, buttons);
        setMinWidth(420);
        setMaxSize(420, USE_PREF_SIZE);
        Platform.runLater(cancel::requestFocus);
    }
}
