package io.monopod.console.screen;

import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// Asks before something is done that cannot be undone. Whoever presses a key in haste cancels.
final class Confirmation extends VBox {
    /// @param act the button that does it, in words
    Confirmation(String title, String consequence, String act, Runnable then, Runnable hide) {
        getStyleClass().addAll("card", "confirmation");
        Label words = Parts.label(consequence, "muted");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        Button cancel = new Button(Texts.text("confirm.cancel"));
        cancel.setCancelButton(true);
        cancel.setDefaultButton(true);
        cancel.setOnAction(event -> hide.run());
        Button doIt = new Button(act, Parts.icon(Feather.ZAP));
        doIt.setId("confirm");
        doIt.getStyleClass().add("danger");
        doIt.setOnAction(
                event -> {
                    hide.run();
                    then.run();
                });
        HBox buttons = new HBox(Parts.spacer(), cancel, doIt);
        buttons.getStyleClass().add("card-row");
        getChildren().addAll(Parts.label(title, "screen-title"), words, buttons);
        setMinWidth(420);
        setMaxSize(420, USE_PREF_SIZE);
        Platform.runLater(cancel::requestFocus);
    }
}
