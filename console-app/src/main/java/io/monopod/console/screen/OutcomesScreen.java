package io.monopod.console.screen;

import io.monopod.console.control.Bars;
import io.monopod.console.control.CallTimesChart;
import io.monopod.console.control.Controls;
import io.monopod.console.control.Curves;
import io.monopod.console.control.Ink;
import io.monopod.console.control.Legend;
import io.monopod.console.control.RangeChoice;
import io.monopod.console.control.Segments;
import io.monopod.console.control.WhileShown;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// How calls ended, over time, by entry of the contract's table, and by client.
public final class OutcomesScreen extends VBox {
    private final Bars bars = new Bars();
    private final Legend legend = new Legend();
    private final Curves curves = new Curves();
    private final Label p50 = Controls.label("", "legend-entry");
    private final Label p99 = Controls.label("", "legend-entry");
    private final RefusalTable table;
    private final CallTimesChart calls;
    private final Label nobody = Controls.label(Texts.text("calls.empty"), "muted");
    private final ObjectProperty<Lower> lower = new SimpleObjectProperty<>(Lower.CODES);

    /// What is below the charts.
    private enum Lower {
        CODES,
        CALLS
    }

    public OutcomesScreen(ConsoleModel model) {
        table = new RefusalTable(model);
        calls = new CallTimesChart(model.charts().rows(), model::showClient);
        getStyleClass().add("screen");
        p50.setMinWidth(USE_PREF_SIZE);
        p99.setMinWidth(USE_PREF_SIZE);
        p50.setGraphic(Legend.dot(Ink.ACTIVE));
        p99.setGraphic(Legend.dot(Ink.EXHAUSTED));
        HBox charts =
                Controls.row(
                        "card-row",
                        card(
                                bars,
                                60,
                                Controls.title("overview.outcomes"),
                                new RangeChoice("range-outcomes", model.charts().range()),
                                legend),
                        card(curves, 40, Controls.title("outcomes.latency"), marks()));
        charts.setMinHeight(170);
        charts.setPrefHeight(260);
        getChildren().addAll(charts, lowerCard());
        lower.subscribe(this::choose);
        WhileShown.follow(this, model.frame(), this::show);
    }

    /// In two lines if there is no room for one.
    private FlowPane marks() {
        FlowPane marks = new FlowPane(14, 4, p50, p99);
        marks.getStyleClass().add("legend");
        marks.setMinWidth(0);
        HBox.setHgrow(marks, Priority.ALWAYS);
        return marks;
    }

    private VBox lowerCard() {
        Segments<Lower> choice = Segments.of(Lower.values(), "outcomes.lower", lower);
        HBox head = Controls.row("card-head", choice);
        head.setId("outcomes-lower");
        StackPane body = new StackPane(table, calls, nobody);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox card = new VBox(head, body);
        card.getStyleClass().addAll("card", "table-card", "titled", "outcomes-lower");
        VBox.setVgrow(card, Priority.ALWAYS);
        return card;
    }

    private static VBox card(Region chart, double share, Node... head) {
        return Controls.card(share, Controls.row("card-head", head), chart);
    }

    private void choose(Lower what) {
        table.setVisible(what == Lower.CODES);
        calls.setVisible(what == Lower.CALLS);
    }

    private void show(Frame frame) {
        bars.show(frame.outcomes());
        legend.show(frame.outcomes());
        curves.show(frame.outcomes());
        calls.show(frame.times());
        nobody.setVisible(lower.get() == Lower.CALLS && frame.clients().isEmpty());
        p50.setText(Texts.text("outcomes.p50", Figures.duration(frame.outcomes().assign().p50())));
        p99.setText(Texts.text("outcomes.p99", Figures.duration(frame.outcomes().assign().p99())));
        table.show(frame.outcomes());
    }
}
