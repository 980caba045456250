package io.monopod.console.screen.operate;

import io.monopod.console.control.Controls;
import io.monopod.console.snapshot.GatewayFigures.Refusals;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import java.util.List;
import java.util.function.Function;

/// Refused calls of everybody by the gateway's reason.
final class ReasonTable extends TableView<Refusals> {
    ReasonTable() {
        setId("reasons");
        getStyleClass().addAll("dense", "refusals");
        setPlaceholder(Controls.label(Texts.text("reasons.none"), "muted"));
        add("reasons.lately", 70, row -> Figures.count(row.lately()));
        add("reasons.total", 70, row -> Figures.count(row.total()));
        add("reasons.reason", 210, Refusals::reason);
        add("reasons.code", 190, row -> Figures.code(row.code()));
        getColumns().forEach(column -> column.setSortable(false));
    }

    private void add(String key, double width, Function<Refusals, String> words) {
        TableColumn<Refusals, String> column = new TableColumn<>(Texts.text(key));
        column.setPrefWidth(width);
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(words.apply(cell.getValue())));
        getColumns().add(column);
    }

    void show(List<Refusals> refusals) {
        if (!List.copyOf(getItems()).equals(refusals)) {
            getItems().setAll(refusals);
        }
    }
}
