package io.monopod.console.control;

import io.monopod.console.snapshot.Bar;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Code;

import javafx.scene.canvas.GraphicsContext;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How many calls ended per second, over time: one bar per interval, stacked by code.
public final class Bars extends Chart {
    public Bars() {
        super(38);
        getStyleClass().add("bars");
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        List<Bar> bars = outcomes().bars();
        int most = bars.stream().mapToInt(Bar::total).max().orElse(0);
        Rate rate = Rate.of(most, outcomes().width());
        Plot plot = plot(width, height, (int) Math.ceil(rate.of(most)));
        drawGrid(to, plot, rate.unit(), Figures::compact);
        if (bars.isEmpty()) {
            return;
        }
        double thick = Math.max(1, Math.floor(plot.step() * 0.78));
        for (int i = 0; i < bars.size(); i++) {
            double x = Math.floor(plot.left() + i * plot.step() + (plot.step() - thick) / 2);
            drawBar(to, bars.get(i), x, thick, plot, rate);
        }
        drawTimes(to, plot);
    }

    private void drawBar(
            GraphicsContext to, Bar bar, double x, double thick, Plot plot, Rate rate) {
        double y = plot.bottom();
        for (var part : byCode(bar)) {
            double tall = rate.of(part.getValue()) * plot.perUnit();
            to.setFill(color(Ink.of(part.getKey())));
            // At least one pixel, so that a single error among thousands of calls is visible.
            double drawn = Math.max(1, tall);
            to.fillRect(x, y - drawn, thick, drawn);
            y -= tall;
        }
    }

    private static List<Map.Entry<Code, Integer>> byCode(Bar bar) {
        return bar.calls().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    @Override
    String words(Bar bar) {
        return byCode(bar).stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(Map.Entry<Code, Integer> part) {
        Rate rate = Rate.of(part.getValue(), outcomes().width());
        return Texts.text(
                "chart.code",
                part.getKey().name(),
                part.getValue(),
                Figures.few(rate.of(part.getValue())),
                rate.unit());
    }
}
