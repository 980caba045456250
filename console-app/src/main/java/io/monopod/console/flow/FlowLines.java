package io.monopod.console.flow;

import io.monopod.console.control.Drawing;
import io.monopod.console.control.Ink;

import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;

import java.util.List;

/// The lines from clients through the gateway.
final class FlowLines extends Drawing {
    private List<Line> lines = List.of();

    enum Kind {
        LIVE,
        /// The session has ended on this instance.
        PAST,
        /// The session waits at the gateway.
        WAITING,
        /// The gateway refused the client, or the instance that the line leads to.
        STOPPED
    }

    record Line(FlowRoute route, Ink ink, Kind kind) {}

    FlowLines() {
        setMouseTransparent(true);
    }

    void show(List<Line> next) {
        lines = next;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        to.setLineCap(StrokeLineCap.ROUND);
        lines.forEach(line -> draw(to, line));
    }

    private void draw(GraphicsContext to, Line line) {
        boolean past = line.kind() == Kind.PAST;
        to.setStroke(color(line.ink(), past ? 0.45 : 0.9));
        to.setLineWidth(past ? 1.25 : 2);
        to.setLineDashes(dashes(line.kind()));
        stroke(to, line.route().from(), line.route().in());
        line.route().to().ifPresent(end -> stroke(to, line.route().out(), end));
        to.setLineDashes();
        to.setFill(color(line.ink(), past ? 0.6 : 1));
        dot(to, line.route().from(), 3);
        line.route().to().ifPresent(end -> dot(to, end, 3));
        if (line.kind() == Kind.STOPPED) {
            drawStop(to, line);
        }
    }

    private static double[] dashes(Kind kind) {
        return switch (kind) {
            case LIVE, STOPPED -> new double[0];
            case PAST -> new double[] {1, 5};
            case WAITING -> new double[] {6, 6};
        };
    }

    private static void stroke(GraphicsContext to, Point2D a, Point2D b) {
        double bend = FlowRoute.bend(a, b);
        to.beginPath();
        to.moveTo(a.getX(), a.getY());
        to.bezierCurveTo(a.getX() + bend, a.getY(), b.getX() - bend, b.getY(), b.getX(), b.getY());
        to.stroke();
    }

    private static void dot(GraphicsContext to, Point2D at, double radius) {
        to.fillOval(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
    }

    private void drawStop(GraphicsContext to, Line line) {
        Point2D at = line.route().to().orElse(line.route().in()).subtract(10, 0);
        dot(to, at, 9);
        to.setStroke(color(Ink.SURFACE));
        to.setLineWidth(2);
        to.strokeLine(at.getX() - 3, at.getY() - 3, at.getX() + 3, at.getY() + 3);
        to.strokeLine(at.getX() - 3, at.getY() + 3, at.getX() + 3, at.getY() - 3);
    }
}
