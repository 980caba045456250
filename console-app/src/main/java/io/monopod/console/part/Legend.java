package io.monopod.console.part;

import io.monopod.console.live.Outcomes;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.Code;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which colour is which code, for those that were got, with how often.
public final class Legend extends HBox {
    private List<Map.Entry<Code, Integer>> shown = List.of();

    public Legend() {
        getStyleClass().add("legend");
        setMinWidth(0);
    }

    public void show(Outcomes outcomes) {
        List<Map.Entry<Code, Integer>> next =
                outcomes.calls().entrySet().stream()
                        .sorted(Comparator.comparing(entry -> Ink.of(entry.getKey())))
                        .toList();
        if (!next.equals(shown)) {
            shown = next;
            getChildren().setAll(next.stream().map(Legend::entry).toList());
        }
    }

    private static Label entry(Map.Entry<Code, Integer> entry) {
        Region dot = new Region();
        dot.getStyleClass().addAll("legend-dot", Ink.of(entry.getKey()).styleClass());
        String count = Figures.count(entry.getValue());
        Label label = Parts.label(entry.getKey().name() + "  " + count, "legend-entry");
        label.setGraphic(dot);
        return label;
    }
}
