package io.monopod.console.control;

import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A canvas that fills its region and uses the stylesheet's colours.
public abstract class Drawing extends Region {
    private static final StyleablePropertyFactory<Drawing> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final Canvas canvas = new Canvas();
    private final Map<Ink, StyleableProperty<Paint>> inks = new EnumMap<>(Ink.class);

    @SuppressWarnings("this-escape") // a CSS property needs its owner, and reads it only later
    protected Drawing() {
        for (Ink ink : Ink.values()) {
            inks.put(
                    ink,
                    FACTORY.createStyleablePaintProperty(
                            this,
                            ink.name(),
                            ink.property(),
                            drawing -> drawing.inkProperty(ink),
                            Color.GRAY));
        }
        getStyleClass().add("drawing");
        getChildren().add(canvas);
    }

    private StyleableProperty<Paint> inkProperty(Ink ink) {
        StyleableProperty<Paint> property = inks.get(ink);
        if (property == null) {
            throw new IllegalStateException("no ink " + ink);
        }
        return property;
    }

    /// Draws everything.
    protected abstract void draw(GraphicsContext to, double width, double height);

    public final Color color(Ink ink) {
        return inkProperty(ink).getValue() instanceof Color color ? color : Color.GRAY;
    }

    public final Color color(Ink ink, double opacity) {
        return color(ink).deriveColor(0, 1, 1, opacity);
    }

    public final void redraw() {
        GraphicsContext to = canvas.getGraphicsContext2D();
        to.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
            draw(to, canvas.getWidth(), canvas.getHeight());
        }
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        redraw();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
