package io.monopod.console.dialog;

import io.monopod.console.control.Controls;
import io.monopod.console.model.Question;
import io.monopod.console.text.Texts;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks before an action that cannot be undone. Cancel is the default button.
public final class Confirmation extends VBox {
    public Confirmation(Question question, Runnable hide) {
        getStyleClass().addAll("card", "confirmation");
        Button cancel = new Button(Texts.text("confirm.cancel"));
        cancel.setId("cancel");
        cancel.setCancelButton(true);
        cancel.setDefaultButton(true);
        cancel.setOnAction(event -> hide.run());
        HBox buttons = Controls.row("card-row", Controls.spacer(), cancel);
        for (Question.Choice choice : question.choices()) {
            Button button = new Button(choice.label());
            boolean first = choice.equals(question.choices().getFirst());
            button.setId(first ? "confirm" : "confirm-other");
            if (first) {
                button.getStyleClass().add("danger");
            }
            button.setOnAction(
                    event -> {
                        hide.run();
                        choice.then().run();
                    });
            buttons.getChildren().add(button);
        }
        getChildren()
                .addAll(
                        Controls.wrapped(question.title(), "screen-title"),
                        Controls.wrapped(question.text(), "muted"),
                        buttons);
        setMinWidth(460);
        setMaxSize(460, USE_PREF_SIZE);
    }
}
