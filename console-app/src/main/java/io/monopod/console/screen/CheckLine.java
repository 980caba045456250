package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Validation;

import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.Locale;

/// One validation: its result, and its evidence on a click.
final class CheckLine extends VBox {
    private final VBox evidence = new VBox();

    CheckLine(Validation check, ConsoleModel model) {
        getStyleClass().addAll("check", "check-" + check.result().name().toLowerCase(Locale.ROOT));
        FontIcon icon = Controls.icon(icon(check.result()), "check-icon");
        Label title = Controls.label(check.title(), "check-title");
        Label detail = Controls.label(check.detail(), "check-detail");
        title.setWrapText(true);
        detail.setWrapText(true);
        VBox words = new VBox(title);
        if (!check.detail().isEmpty()) {
            words.getChildren().add(detail);
        }
        words.setMinWidth(0);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        HBox row = Controls.row("check-row", icon, words);
        setAccessibleText(Texts.text("check", check.result()) + ": " + check.title());
        getChildren().add(row);
        if (!check.evidence().isEmpty()) {
            row.getChildren().add(opener());
            evidence.getStyleClass().add("check-evidence");
            check.evidence().forEach(each -> evidence.getChildren().add(line(each, model)));
            getChildren().add(evidence);
        }
        Controls.setShown(evidence, false);
    }

    private ToggleButton opener() {
        ToggleButton opener = new ToggleButton(null, Controls.icon(Feather.CHEVRON_DOWN));
        opener.getStyleClass().addAll("button-icon", "flat", "small", "check-opener");
        Controls.explain(opener, Texts.text("checks.evidence"));
        opener.selectedProperty()
                .addListener((seen, old, open) -> Controls.setShown(evidence, open));
        return opener;
    }

    private static Node line(Evidence evidence, ConsoleModel model) {
        var client = evidence.client();
        if (client == null) {
            Label text = Controls.label(evidence.text(), "evidence");
            text.setWrapText(true);
            return text;
        }
        Hyperlink link = new Hyperlink(client + "  " + evidence.text());
        link.getStyleClass().add("evidence");
        link.setWrapText(true);
        link.setOnAction(event -> model.showClient(client));
        return link;
    }

    private static Feather icon(Validation.Result result) {
        return switch (result) {
            case PASSED -> Feather.CHECK_CIRCLE;
            case FAILED -> Feather.X_CIRCLE;
            case SKIPPED -> Feather.MINUS_CIRCLE;
        };
    }
}
