package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Code;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The contract's table of refusals with counts, and the errors that are not in it; a click on a
/// row lists its clients.
final class RefusalTable extends TableView<RefusalTable.Row> {
    private final ConsoleModel model;

    /// @param index in the contract's table; -1 for an error that is not in it
    /// @param count how many calls received it
    record Row(
            int index,
            Code code,
            String message,
            String situation,
            String reason,
            String speaker,
            int count) {
        static Row of(int index, ContractAnswer entry, int count) {
            String reason = entry.reason();
            return new Row(
                    index,
                    entry.code(),
                    entry.message(),
                    entry.situation(),
                    reason == null ? Figures.NONE : reason,
                    Texts.text("speaker", entry.speaker()),
                    count);
        }

        static Row stranger(Code code, int count) {
            return new Row(
                    -1,
                    code,
                    Figures.NONE,
                    Texts.text("refusal.stranger"),
                    Figures.NONE,
                    Figures.NONE,
                    count);
        }
    }

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
        add("refusal.message", 260, Row::message, "fact");
        add("refusal.situation", 320, Row::situation, "muted");
        add("refusal.reason", 210, Row::reason, "muted");
        add("refusal.speaker", 90, Row::speaker, "muted");
        getColumns().forEach(column -> column.setSortable(false));
        setRowFactory(table -> row());
        setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        showClients(getSelectionModel().getSelectedItem());
                    }
                });
        setItems(FXCollections.observableArrayList());
        show(Outcomes.NONE);
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
                ? Controls.badge(Figures.code(row.code()), Ink.OTHER)
                : Controls.badge(row.code());
    }

    private TableRow<Row> row() {
        TableRow<Row> row = new TableRow<>();
        row.setOnMouseClicked(event -> showClients(row.getItem()));
        return row;
    }

    private void showClients(@Nullable Row row) {
        if (row == null) {
            return;
        }
        if (row.index() < 0) {
            model.showClientsWithCode(row.code());
        } else {
            model.showClientsWithRefusal(row.index());
        }
    }

    void show(Outcomes outcomes) {
        List<ContractAnswer> contract = ContractAnswer.all();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < contract.size(); i++) {
            rows.add(Row.of(i, contract.get(i), count(outcomes, i)));
        }
        outcomes.strangers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rows.add(Row.stranger(entry.getKey(), entry.getValue())));
        if (getItems().size() > rows.size()) {
            getItems().remove(rows.size(), getItems().size());
        }
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
