package io.monopod.console.screen;

import io.monopod.console.live.Outcomes;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.Ink;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Contract;
import io.monopod.scenarios.engine.ContractAnswer;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The contract's table of refusals with how often each was got; a press on a row lists the clients
/// that got it.
final class RefusalTable extends TableView<RefusalTable.Row> {
    private final ConsoleModel model;

    /// @param count how many calls got it
    record Row(int index, ContractAnswer told, int count) {}

    RefusalTable(ConsoleModel model) {
        this.model = model;
        setId("refusals");
        getStyleClass().addAll("dense", "refusals");
        add(
                "refusal.count",
                70,
                row -> row.count() == 0 ? Figures.NONE : Figures.count(row.count()),
                "refusal-count");
        getColumns().add(codes());
        add("refusal.message", 260, row -> row.told().message(), "fact");
        add("refusal.situation", 320, row -> row.told().situation(), "muted");
        add("refusal.reason", 210, RefusalTable::reason, "muted");
        add("refusal.speaker", 90, row -> Texts.text("speaker", row.told().speaker()), "muted");
        getColumns().forEach(column -> column.setSortable(false));
        setRowFactory(table -> row());
        setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        look(getSelectionModel().getSelectedItem());
                    }
                });
        setItems(FXCollections.observableArrayList());
        show(Outcomes.NONE);
    }

    private static String reason(Row row) {
        String reason = row.told().reason();
        return reason == null ? Figures.NONE : reason;
    }

    private void add(String key, double width, Function<Row, String> words, String style) {
        TableColumn<Row, String> column = new TableColumn<>(Texts.text(key));
        column.setPrefWidth(width);
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(words.apply(cell.getValue())));
        column.getStyleClass().add(style);
        getColumns().add(column);
    }

    private static TableColumn<Row, Row> codes() {
        TableColumn<Row, Row> column = new TableColumn<>(Texts.text("refusal.code"));
        column.setPrefWidth(200);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(
                each ->
                        new TableCell<>() {
                            @Override
                            protected void updateItem(@Nullable Row row, boolean empty) {
                                super.updateItem(row, empty);
                                setGraphic(row == null || empty ? null : badge(row));
                            }
                        });
        return column;
    }

    private static javafx.scene.Node badge(Row row) {
        return row.count() == 0
                ? Parts.badge(Figures.code(row.told().code()), Ink.OTHER)
                : Parts.badge(row.told().code());
    }

    private TableRow<Row> row() {
        TableRow<Row> row = new TableRow<>();
        row.setOnMouseClicked(event -> look(row.getItem()));
        return row;
    }

    private void look(@Nullable Row row) {
        if (row != null) {
            model.lookAtRefusal(row.index());
        }
    }

    void show(Outcomes outcomes) {
        List<ContractAnswer> contract = Contract.all();
        List<Row> rows =
                IntStream.range(0, contract.size())
                        .mapToObj(i -> new Row(i, contract.get(i), count(outcomes, i)))
                        .toList();
        for (int i = 0; i < rows.size(); i++) {
            if (i >= getItems().size()) {
                getItems().add(rows.get(i));
            } else if (!getItems().get(i).equals(rows.get(i))) {
                getItems().set(i, rows.get(i));
            }
        }
    }

    private static int count(Outcomes outcomes, int index) {
        return index < outcomes.refusals().size() ? outcomes.refusals().get(index) : 0;
    }
}
