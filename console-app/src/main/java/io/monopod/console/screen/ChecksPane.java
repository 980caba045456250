package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Validation;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The validations of the run; a click shows the evidence.
final class ChecksPane extends VBox {
    private final ConsoleModel model;
    private final Label summary = Controls.label("", "checks-summary");
    private final VBox list = new VBox();
    private final Label nothing = Controls.label(Texts.text("checks.none"), "muted");
    private List<Validation> shown = List.of();

    ChecksPane(ConsoleModel model) {
        this.model = model;
        getStyleClass().add("checks");
        HBox head =
                Controls.row(
                        "card-head", Controls.title("checks.title"), Controls.spacer(), summary);
        list.getStyleClass().add("checks-list");
        nothing.setWrapText(true);
        ScrollPane scroll = Controls.scroll(list);
        scroll.setMinHeight(0);
        list.getChildren().add(nothing);
        getChildren().addAll(head, scroll);
    }

    void show(@Nullable RunView run) {
        List<Validation> checks = run == null ? List.of() : run.checks();
        if (!checks.equals(shown)) {
            shown = checks;
            list.getChildren()
                    .setAll(checks.stream().map(check -> new CheckLine(check, model)).toList());
            if (checks.isEmpty()) {
                list.getChildren().add(nothing);
            }
            summary.setText(run == null || checks.isEmpty() ? "" : summary(run));
        }
    }

    private static String summary(RunView run) {
        return run.failed() > 0
                ? Texts.text("checks.failed", run.failed(), run.checks().size())
                : Texts.text("checks.passed", run.passed(), run.checks().size());
    }
}
