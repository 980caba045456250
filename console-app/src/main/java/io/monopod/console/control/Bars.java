package io.monopod.console.control;

import io.monopod.console.snapshot.Bar;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.Code;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How calls ended over time: one bar per interval, stacked by code.
public final class Bars extends Chart {
    public Bars() {
        super(34);
        getStyleClass().add("bars");
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        List<Bar> bars = outcomes().bars();
        Plot plot = plot(width, height, bars.stream().mapToInt(Bar::total).max().orElse(0));
        drawGrid(to, plot, Figures::compact);
        if (bars.isEmpty()) {
            return;
        }
        double thick = Math.max(1, Math.floor(plot.step() * 0.78));
        for (int i = 0; i < bars.size(); i++) {
            double x = Math.floor(plot.left() + i * plot.step() + (plot.step() - thick) / 2);
            drawBar(to, bars.get(i), x, thick, plot);
        }
        drawTimes(to, plot);
    }

    private void drawBar(GraphicsContext to, Bar bar, double x, double thick, Plot plot) {
        double y = plot.bottom();
        for (var part : byInk(bar).entrySet()) {
            double tall = part.getValue() * plot.perUnit();
            to.setFill(color(part.getKey()));
            // At least one pixel, so that a single error among thousands of calls is visible.
            double drawn = Math.max(1, tall);
            to.fillRect(x, y - drawn, thick, drawn);
            y -= tall;
        }
    }

    private static Map<Ink, Integer> byInk(Bar bar) {
        Map<Ink, Integer> counts = new EnumMap<>(Ink.class);
        for (Map.Entry<Code, Integer> entry : bar.calls().entrySet()) {
            counts.merge(Ink.of(entry.getKey()), entry.getValue(), Integer::sum);
        }
        return counts;
    }

    private void drawTimes(GraphicsContext to, Plot plot) {
        to.setTextBaseline(VPos.TOP);
        to.setFill(color(Ink.MUTED));
        int marks = plot.right() > 500 ? 6 : 3;
        int bars = outcomes().bars().size();
        for (int mark = 0; mark < marks; mark++) {
            int before = bars - bars / marks * mark;
            Duration ago = outcomes().width().multipliedBy(before);
            to.setTextAlign(mark == 0 ? TextAlignment.LEFT : TextAlignment.CENTER);
            double x = plot.left() + plot.step() * (bars - before);
            to.fillText("\u2212" + Figures.roughly(ago), x, plot.bottom() + 4);
        }
    }
}
