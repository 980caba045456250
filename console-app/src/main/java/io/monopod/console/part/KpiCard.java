package io.monopod.console.part;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One figure with its name above and what it means below.
public final class KpiCard extends VBox {
    private final Label value = Parts.label("", "kpi-value");
    private final Label detail = Parts.label("", "kpi-detail");

    public KpiCard(String id, String name) {
        getStyleClass().addAll("card", "kpi");
        getChildren().addAll(Parts.label(name, "kpi-name"), value, detail);
        value.setId(id);
        HBox.setHgrow(this, Priority.ALWAYS);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(100);
        setMinWidth(0);
    }

    /// @param ink of the figure
    public void show(String figure, String meaning, Ink ink) {
        value.setText(figure);
        detail.setText(meaning);
        Parts.dye(value, ink);
    }
}
