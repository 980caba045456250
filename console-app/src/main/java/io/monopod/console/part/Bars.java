package io.monopod.console.part;

import io.monopod.console.live.Bar;
import io.monopod.console.live.Outcomes;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.Code;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How calls ended over time: a bar for each stretch, stacked by code.
public final class Bars extends Drawing {
    private static final double LEFT = 34;
    private static final double BOTTOM = 18;
    private static final double TOP = 8;

    private Outcomes outcomes = Outcomes.NONE;

    public Bars() {
        setMinHeight(80);
        setPrefSize(200, 120);
        getStyleClass().add("bars");
    }

    public void show(Outcomes next) {
        outcomes = next;
        redraw();
    }

    @Override
    void draw(GraphicsContext to, double width, double height) {
        List<Bar> bars = outcomes.bars();
        int most = bars.stream().mapToInt(Bar::total).max().orElse(0);
        Scale scale = Scale.upTo(most);
        double bottom = height - BOTTOM;
        drawGrid(to, scale, width, bottom);
        if (bars.isEmpty()) {
            return;
        }
        double step = (width - LEFT) / bars.size();
        double thick = Math.max(1, Math.floor(step * 0.78));
        for (int i = 0; i < bars.size(); i++) {
            double x = Math.floor(LEFT + i * step + (step - thick) / 2);
            drawBar(to, bars.get(i), x, thick, bottom, (bottom - TOP) / scale.top());
        }
        drawTimes(to, width, bottom + 4, step);
    }

    private void drawBar(
            GraphicsContext to, Bar bar, double x, double thick, double bottom, double perCall) {
        double y = bottom;
        for (var part : byInk(bar).entrySet()) {
            double tall = part.getValue() * perCall;
            to.setFill(color(part.getKey()));
            // At least one pixel: a single error among thousands of calls must be seen.
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

    private void drawGrid(GraphicsContext to, Scale scale, double width, double bottom) {
        to.setFont(Font.font(to.getFont().getFamily(), 10.5));
        to.setTextBaseline(VPos.CENTER);
        to.setTextAlign(TextAlignment.RIGHT);
        to.setLineWidth(1);
        for (int value = 0; value <= scale.top(); value += scale.step()) {
            double y = Math.round(bottom - (bottom - TOP) * value / scale.top()) + 0.5;
            to.setStroke(color(Ink.GRID));
            to.strokeLine(LEFT, y, width, y);
            to.setFill(color(Ink.MUTED));
            to.fillText(Figures.compact(value), LEFT - 8, y);
        }
    }

    private void drawTimes(GraphicsContext to, double width, double y, double step) {
        to.setTextBaseline(VPos.TOP);
        to.setFill(color(Ink.MUTED));
        int marks = width > 500 ? 6 : 3;
        int bars = outcomes.bars().size();
        for (int mark = 0; mark < marks; mark++) {
            int before = bars - bars / marks * mark;
            Duration ago = outcomes.width().multipliedBy(before);
            to.setTextAlign(mark == 0 ? TextAlignment.LEFT : TextAlignment.CENTER);
            to.fillText("\u2212" + Figures.roughly(ago), LEFT + step * (bars - before), y);
        }
    }
}
