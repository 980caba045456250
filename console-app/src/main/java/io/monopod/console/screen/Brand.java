package io.monopod.console.screen;

import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The mark and the name.
final class Brand extends HBox {
    Brand() {
        Region mark = new Region();
        mark.getStyleClass().add("brand-mark");
        getStyleClass().add("brand");
        getChildren().addAll(mark, Parts.label(Texts.text("app.name"), "brand-name"));
        setMinWidth(USE_PREF_SIZE);
    }
}
