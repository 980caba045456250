package io.monopod.console.flow;

import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.control.Legend;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the colours of the picture mean, with how many clients have each.
final class FlowLegend extends FlowPane {
    private Map<Ink, Integer> shown = Map.of();

    FlowLegend() {
        super(14, 4);
        getStyleClass().add("flow-legend");
    }

    void show(List<ClientRow> clients) {
        Map<Ink, Integer> next = new EnumMap<>(Ink.class);
        clients.forEach(row -> next.merge(Ink.of(row), 1, Integer::sum));
        if (!next.equals(shown)) {
            shown = next;
            getChildren().setAll(next.entrySet().stream().map(FlowLegend::entry).toList());
        }
    }

    private static Label entry(Map.Entry<Ink, Integer> entry) {
        String name = Texts.text("flow.legend", entry.getKey());
        Label label = Controls.label(name + "  " + Figures.count(entry.getValue()), "legend-entry");
        label.setGraphic(Legend.dot(entry.getKey()));
        return label;
    }
}
