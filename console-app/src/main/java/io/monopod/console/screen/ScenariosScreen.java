package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.ScenariosModel;
import io.monopod.console.service.RunAll;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.event.Verdict;

import javafx.collections.FXCollections;
import javafx.collections.MapChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Every scenario on the left; on the right the selected one: description, steps as they happen,
/// and validations.
public final class ScenariosScreen extends HBox {
    private final ScenariosModel model;
    private final ListView<Scenario> list;

    public ScenariosScreen(ConsoleModel console) {
        model = console.scenarios();
        list = new ListView<>(FXCollections.observableArrayList(model.all()));
        list.setId("scenarios");
        list.getStyleClass().addAll("scenario-list", "edge-to-edge");
        list.setCellFactory(each -> new Cell());
        list.getSelectionModel().select(model.chosen().get());
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (seen, old, now) -> {
                            if (now != null) {
                                model.chosen().set(now);
                            }
                        });
        model.chosen().addListener((seen, old, now) -> list.getSelectionModel().select(now));
        model.verdicts().addListener((MapChangeListener<String, Verdict>) change -> list.refresh());
        VBox left = new VBox(runAllBar(console), list);
        VBox.setVgrow(list, Priority.ALWAYS);
        left.getStyleClass().addAll("card", "list-card");
        left.setMinWidth(290);
        left.setPrefWidth(300);
        left.setMaxWidth(340);
        ScenarioPane right = new ScenarioPane(console);
        HBox.setHgrow(right, Priority.ALWAYS);
        getStyleClass().addAll("screen", "side-by-side");
        getChildren().addAll(left, right);
    }

    private HBox runAllBar(ConsoleModel console) {
        Label summary = Controls.label("", "muted");
        summary.setId("run-all-summary");
        Button run =
                Controls.button(
                        "scenario.run-all", Feather.PLAY, console.playing()::runEvery, "small");
        run.setId("run-all");
        run.setTooltip(Controls.tooltip(Texts.text("scenario.run-all.hint")));
        console.activity().subscribe(now -> run.setDisable(!now.isIdle()));
        console.playing().runAll().addListener((seen, old, now) -> summary.setText(words(now)));
        model.verdicts()
                .addListener(
                        (MapChangeListener<String, Verdict>)
                                change -> summary.setText(words(console.playing().runAll().get())));
        return Controls.row("runs-bar", summary, Controls.spacer(), run);
    }

    private String words(RunAll.Progress progress) {
        return progress.isRunning()
                ? Texts.text("run-all.progress", progress.begun(), progress.all())
                : Texts.text(
                        "run-all.passed",
                        model.verdicts().values().stream().filter(Verdict.PASSED::equals).count(),
                        model.verdicts().size());
    }

    /// A scenario with its last verdict.
    private final class Cell extends ListCell<Scenario> {
        private final Label name = Controls.label("", "scenario-name");
        private final Label title = Controls.label("", "scenario-title");
        private final FontIcon icon = Controls.icon(Feather.CIRCLE, "check-icon");
        private final HBox content;

        private Cell() {
            title.setWrapText(true);
            title.setMinHeight(USE_PREF_SIZE);
            VBox words = new VBox(name, title);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            StackPane mark = new StackPane(icon);
            mark.setMinWidth(USE_PREF_SIZE);
            content = new HBox(mark, words);
            content.getStyleClass().add("scenario-cell");
            content.prefWidthProperty().bind(list.widthProperty().subtract(36));
        }

        /// The height of the wrapped text; the cell itself does not know its width.
        @Override
        protected double computePrefHeight(double width) {
            double inner = list.getWidth() - 36;
            return isEmpty()
                    ? super.computePrefHeight(width)
                    : snappedTopInset() + content.prefHeight(inner) + snappedBottomInset();
        }

        @Override
        protected void updateItem(@Nullable Scenario scenario, boolean empty) {
            super.updateItem(scenario, empty);
            if (scenario == null || empty) {
                setGraphic(null);
                return;
            }
            name.setText(scenario.name());
            title.setText(scenario.title());
            Verdict verdict = model.verdicts().get(scenario.name());
            icon.setIconCode(icon(verdict));
            content.getStyleClass().removeIf(style -> style.startsWith("check-"));
            content.getStyleClass().add(style(verdict));
            setGraphic(content);
        }

        private static Feather icon(@Nullable Verdict verdict) {
            return switch (verdict) {
                case null -> Feather.CIRCLE;
                case PASSED -> Feather.CHECK_CIRCLE;
                case FAILED, BROKEN -> Feather.X_CIRCLE;
                case SKIPPED -> Feather.MINUS_CIRCLE;
                case FINISHED -> Feather.FLAG;
                case STOPPED -> Feather.STOP_CIRCLE;
            };
        }

        private static String style(@Nullable Verdict verdict) {
            return switch (verdict) {
                case null -> "check-open";
                case PASSED -> "check-passed";
                case FAILED, BROKEN -> "check-failed";
                case SKIPPED, FINISHED, STOPPED -> "check-skipped";
            };
        }
    }
}
