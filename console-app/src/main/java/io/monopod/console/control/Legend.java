package io.monopod.console.control;

import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.Code;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import java.util.List;
import java.util.Map;

/// The colours of the codes that occurred, with counts, in as many lines as they need.
public final class Legend extends FlowPane {
    private List<Map.Entry<Code, Integer>> shown = List.of();

    public Legend() {
        super(14, 4);
        getStyleClass().add("legend");
        setMinWidth(0);
        HBox.setHgrow(this, Priority.ALWAYS);
    }

    public void show(Outcomes outcomes) {
        List<Map.Entry<Code, Integer>> next =
                outcomes.calls().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        if (!next.equals(shown)) {
            shown = next;
            getChildren().setAll(next.stream().map(Legend::entry).toList());
        }
    }

    private static Label entry(Map.Entry<Code, Integer> entry) {
        String count = Figures.count(entry.getValue());
        Label label = Controls.label(entry.getKey().name() + "  " + count, "legend-entry");
        label.setGraphic(dot(Ink.of(entry.getKey())));
        return label;
    }

    /// The mark of a colour.
    public static Region dot(Ink ink) {
        Region dot = new Region();
        dot.getStyleClass().addAll("legend-dot", ink.styleClass());
        return dot;
    }
}
