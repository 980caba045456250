package io.monopod.console.screen;

import io.monopod.console.live.Frame;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.Bars;
import io.monopod.console.part.Curves;
import io.monopod.console.part.Ink;
import io.monopod.console.part.Legend;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// How calls ended, over time and by the contract's table.
final class OutcomesScreen extends VBox {
    private final Bars bars = new Bars();
    private final Legend legend = new Legend();
    private final Curves curves = new Curves();
    private final Label p50 = Parts.label("", "legend-entry");
    private final Label p99 = Parts.label("", "legend-entry");
    private final RefusalTable table;

    OutcomesScreen(ConsoleModel model) {
        table = new RefusalTable(model);
        getStyleClass().add("screen");
        p50.setGraphic(dot(Ink.ACTIVE));
        p99.setGraphic(dot(Ink.EXHAUSTED));
        HBox charts =
                new HBox(
                        card(bars, 60, Parts.title("overview.outcomes"), legend),
                        card(curves, 40, Parts.title("outcomes.latency"), p50, p99));
        charts.getStyleClass().add("card-row");
        charts.setMinHeight(170);
        charts.setPrefHeight(260);
        VBox codes = new VBox(Parts.title("outcomes.codes"), table);
        codes.getStyleClass().addAll("card", "table-card", "titled");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(codes, Priority.ALWAYS);
        getChildren().addAll(charts, codes);
        model.frame().addListener((seen, old, now) -> show(now));
        show(model.frame().get());
    }

    private static Region dot(Ink ink) {
        Region dot = new Region();
        dot.getStyleClass().addAll("legend-dot", ink.styleClass());
        return dot;
    }

    private static VBox card(Region chart, double share, Label title, Region... legend) {
        HBox head = new HBox(title, Parts.spacer());
        head.getChildren().addAll(legend);
        head.getStyleClass().add("card-head");
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox card = new VBox(head, chart);
        card.getStyleClass().add("card");
        card.setMinWidth(0);
        card.setPrefWidth(share * 10);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
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
