package io.monopod.console.screen;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.operate.Comparison;
import io.monopod.console.model.operate.KeptRun;
import io.monopod.console.text.Figures;
import io.monopod.console.text.RunWords;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Verdict;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// The kept runs on the left; on the right the chosen one, or two side by side.
public final class RunsScreen extends HBox {
    private final ListView<KeptRun> list;
    private final GridPane grid = new GridPane();
    private final Label hint = Controls.wrapped(Texts.text("runs.choose"), "muted");

    public RunsScreen(ConsoleModel model, Commands commands) {
        list = new ListView<>(model.kept().runs());
        list.setId("runs");
        list.getStyleClass().addAll("scenario-list", "edge-to-edge");
        list.setCellFactory(each -> new Cell());
        list.setPlaceholder(Controls.wrapped(Texts.text("runs.none"), "muted"));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<KeptRun>) change -> compare());
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox left =
                new VBox(
                        Controls.row(
                                "runs-bar",
                                Controls.title("runs.title"),
                                Controls.spacer(),
                                Controls.button(
                                        "runs.open",
                                        Feather.FOLDER,
                                        () -> commands.run(Command.OPEN),
                                        "small")),
                        list);
        left.getStyleClass().addAll("card", "list-card");
        left.setMinWidth(290);
        left.setPrefWidth(320);
        left.setMaxWidth(360);
        grid.setId("comparison");
        grid.getStyleClass().add("comparison");
        VBox right = new VBox(hint, Controls.scroll(grid));
        right.getStyleClass().addAll("card", "runs-right");
        HBox.setHgrow(right, Priority.ALWAYS);
        getStyleClass().addAll("screen", "side-by-side");
        getChildren().addAll(left, right);
    }

    private void compare() {
        List<KeptRun> chosen = List.copyOf(list.getSelectionModel().getSelectedItems());
        grid.getChildren().clear();
        Controls.setShown(hint, chosen.size() < 2);
        if (chosen.isEmpty()) {
            return;
        }
        Comparison comparison =
                Comparison.of(chosen.getFirst(), chosen.size() < 2 ? null : chosen.get(1));
        int row = 0;
        for (Comparison.Line line : comparison.lines()) {
            Label name = Controls.wrapped(line.name(), "fact-name");
            Label one = Controls.wrapped(line.one(), "fact", "compared");
            Label other = Controls.wrapped(line.other(), "fact", "compared");
            if (line.differs()) {
                one.getStyleClass().add("differs");
                other.getStyleClass().add("differs");
            }
            grid.addRow(row++, name, one, other);
        }
    }

    /// A run with its end.
    private static final class Cell extends ListCell<KeptRun> {
        private final Label title = Controls.label("", "scenario-name");
        private final Label detail = Controls.label("", "scenario-title");
        private final VBox content = new VBox(title, detail);

        @Override
        protected void updateItem(@Nullable KeptRun kept, boolean empty) {
            super.updateItem(kept, empty);
            if (kept == null || empty) {
                setGraphic(null);
                return;
            }
            Verdict verdict = kept.run().verdict();
            String ending = verdict == null ? "" : RunWords.ending(verdict, kept.story());
            title.setText(kept.run().info().title());
            String when = Figures.clock(kept.run().info().startedAt());
            String from = kept.source().isEmpty() ? "" : Texts.text("runs.saved");
            detail.setText(when + "  " + ending + from);
            setTooltip(kept.source().isEmpty() ? null : Controls.tooltip(kept.source()));
            setGraphic(content);
        }
    }
}
