package io.monopod.console.screen;

import io.monopod.console.control.Bars;
import io.monopod.console.control.Controls;
import io.monopod.console.control.Curves;
import io.monopod.console.control.Ink;
import io.monopod.console.control.Legend;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// How calls ended, over time and by entry of the contract's table.
public final class OutcomesScreen extends VBox {
    private final Bars bars = new Bars();
    private final Legend legend = new Legend();
    private final Curves curves = new Curves();
    private final Label p50 = Controls.label("", "legend-entry");
    private final Label p99 = Controls.label("", "legend-entry");
    private final RefusalTable table;

    public OutcomesScreen(ConsoleModel model) {
        table = new RefusalTable(model);
        getStyleClass().add("screen");
        p50.setMinWidth(USE_PREF_SIZE);
        p99.setMinWidth(USE_PREF_SIZE);
        p50.setGraphic(Legend.dot(Ink.ACTIVE));
        p99.setGraphic(Legend.dot(Ink.EXHAUSTED));
        HBox charts =
                Controls.row(
                        "card-row",
                        card(bars, 60, Controls.title("overview.outcomes"), legend),
                        card(curves, 40, Controls.title("outcomes.latency"), p50, p99));
        charts.setMinHeight(170);
        charts.setPrefHeight(260);
        VBox codes = new VBox(Controls.title("outcomes.codes"), table);
        codes.getStyleClass().addAll("card", "table-card", "titled");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(codes, Priority.ALWAYS);
        getChildren().addAll(charts, codes);
        model.frame().subscribe(this::show);
    }

    private static VBox card(Region chart, double share, Label title, Region... legend) {
        HBox head = new HBox(title, Controls.spacer());
        head.getChildren().addAll(legend);
        head.getStyleClass().add("card-head");
        return Controls.card(share, head, chart);
    }

    private void show(Frame frame) {
        bars.show(frame.outcomes());
        legend.show(frame.outcomes());
        curves.show(frame.outcomes());
        p50.setText(Texts.text("outcomes.p50", Figures.duration(frame.outcomes().assign().p50())));
        p99.setText(Texts.text("outcomes.p99", Figures.duration(frame.outcomes().assign().p99())));
        table.show(frame.outcomes());
    }
}
