package io.monopod.console.control;

import io.monopod.console.snapshot.Outcomes.Range;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;

/// Chooses how much of the past the charts show.
public final class RangeChoice extends Choice<Range> {
    public RangeChoice(String id, ObjectProperty<Range> range) {
        super(id, Range.values(), "range", Texts.text("range.name"), range);
    }
}
