package io.monopod.console.flow;

import io.monopod.console.control.Drawing;
import io.monopod.console.control.Ink;

import javafx.animation.AnimationTimer;
import javafx.animation.Interpolator;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;

import java.util.ArrayList;
import java.util.List;

/// Animates moves along the lines: a client on its way to its instance, or turned back at the
/// gateway. Runs only while something moves, and never with reduced motion.
final class FlowMoves extends Drawing {
    private static final double MILLIS = 900;
    private static final double STAGGER_MILLIS = 60;
    private static final int MAX_MOVERS = 120;

    private final List<Mover> movers = new ArrayList<>();
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    tick(now);
                }
            };
    private long now;

    private record Mover(FlowRoute route, Ink ink, long start) {
        double share(long now) {
            return Math.clamp((now - start) / (MILLIS * 1e6), 0.0, 1.0);
        }
    }

    FlowMoves() {
        setMouseTransparent(true);
    }

    void start(FlowRoute route, Ink ink) {
        if (movers.size() >= MAX_MOVERS || Platform.getPreferences().isReducedMotion()) {
            return;
        }
        // Staggered, so that each move is visible.
        long delay = Math.round(movers.size() % 12 * STAGGER_MILLIS * 1e6);
        movers.add(new Mover(route, ink, System.nanoTime() + delay));
        timer.start();
    }

    private void tick(long at) {
        now = at;
        movers.removeIf(mover -> mover.share(at) >= 1);
        redraw();
        if (movers.isEmpty()) {
            timer.stop();
        }
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        for (Mover mover : movers) {
            double share = mover.share(now);
            if (share > 0) {
                draw(to, mover, share);
            }
        }
    }

    private void draw(GraphicsContext to, Mover mover, double share) {
        for (int trail = 5; trail >= 0; trail--) {
            double behind = Math.max(0, share - trail * 0.03);
            Point2D at = mover.route().at(Interpolator.EASE_BOTH.interpolate(0.0, 1.0, behind));
            double radius = 6 - trail * 0.7;
            to.setFill(color(mover.ink(), trail == 0 ? 1 : 0.35 - trail * 0.06));
            to.fillOval(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
        }
        drawArrival(to, mover, share);
    }

    /// Draws a ring at the point of arrival.
    private void drawArrival(GraphicsContext to, Mover mover, double share) {
        double gone = mover.route().to().isEmpty() ? (share - 0.65) / 0.35 : (share - 0.85) / 0.15;
        if (gone > 0) {
            Point2D at = mover.route().to().orElse(mover.route().in());
            double radius = 4 + gone * 14;
            to.setStroke(color(mover.ink(), 1 - gone));
            to.setLineWidth(2);
            to.strokeOval(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
        }
    }
}
