package io.monopod.console.model;

import io.monopod.console.snapshot.CallTimes;
import io.monopod.console.snapshot.Outcomes.Range;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the charts show.
public final class ChartsModel {
    private final ObjectProperty<Range> range = new SimpleObjectProperty<>(Range.RUN);
    private final ObjectProperty<CallTimes.Rows> rows =
            new SimpleObjectProperty<>(CallTimes.Rows.NOBODY);

    ChartsModel() {}

    /// How much of the past they show.
    public ObjectProperty<Range> range() {
        return range;
    }

    /// The clients whose calls are shown over time.
    public ObjectProperty<CallTimes.Rows> rows() {
        return rows;
    }
}
