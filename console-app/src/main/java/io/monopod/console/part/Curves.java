package io.monopod.console.part;

import io.monopod.console.live.Bar;
import io.monopod.console.live.Latency;
import io.monopod.console.live.Outcomes;
import io.monopod.console.text.Figures;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// How long clients waited for their instance, over time: the median, and the slowest hundredth.
public final class Curves extends Drawing {
    private static final double LEFT = 52;
    private static final double BOTTOM = 18;
    private static final double TOP = 8;

    private Outcomes outcomes = Outcomes.NONE;

    public Curves() {
        setMinHeight(80);
        setPrefSize(200, 120);
    }

    public void show(Outcomes next) {
        outcomes = next;
        redraw();
    }

    @Override
    void draw(GraphicsContext to, double width, double height) {
        double most =
                outcomes.bars().stream()
                        .map(bar -> bar.assign().p99())
                        .mapToDouble(Curves::micros)
                        .max()
                        .orElse(0);
        Scale scale = Scale.upTo((int) Math.min(1 << 29, Math.max(1_000, most)));
        double bottom = height - BOTTOM;
        drawGrid(to, scale, width, bottom);
        double step = (width - LEFT) / Math.max(1, outcomes.bars().size());
        double perMicro = (bottom - TOP) / scale.top();
        drawCurve(to, Latency::p99, Ink.EXHAUSTED, step, bottom, perMicro);
        drawCurve(to, Latency::p50, Ink.ACTIVE, step, bottom, perMicro);
    }

    private static double micros(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toNanos() / 1e3;
    }

    private void drawCurve(
            GraphicsContext to,
            Function<Latency, @Nullable Duration> value,
            Ink ink,
            double step,
            double bottom,
            double perMicro) {
        to.setStroke(color(ink));
        to.setFill(color(ink));
        to.setLineWidth(1.75);
        List<Bar> bars = outcomes.bars();
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < bars.size(); i++) {
            Duration at = value.apply(bars.get(i).assign());
            // Where nobody was assigned the curve goes straight on to where somebody was.
            if (at != null) {
                double x = LEFT + (i + 0.5) * step;
                double y = bottom - micros(at) * perMicro;
                if (!Double.isNaN(lastX)) {
                    to.strokeLine(lastX, lastY, x, y);
                }
                to.fillOval(x - 2.5, y - 2.5, 5, 5);
                lastX = x;
                lastY = y;
            }
        }
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
            to.fillText(Figures.axis(Duration.ofNanos(value * 1_000L)), LEFT - 8, y);
        }
    }
}
