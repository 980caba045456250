package io.monopod.console.flow;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;

import java.util.Optional;

/// The route of a client: straight to the gateway, then in a curve to the instance.
///
/// @param in where it enters the gateway
/// @param out where it leaves the gateway
/// @param to where it ends; empty if the gateway refuses the client
record FlowRoute(Point2D from, Point2D in, Point2D out, Optional<Point2D> to) {
    private static final double PORT_INSET = 14;

    static FlowRoute through(Point2D from, Bounds gate, Optional<Point2D> to) {
        double y =
                Math.clamp(from.getY(), gate.getMinY() + PORT_INSET, gate.getMaxY() - PORT_INSET);
        return new FlowRoute(
                from, new Point2D(gate.getMinX(), y), new Point2D(gate.getMaxX(), y), to);
    }

    /// From an instance back to the gateway and on to another instance.
    static FlowRoute back(Point2D from, Bounds gate, Optional<Point2D> to) {
        FlowRoute there = through(from, gate, to);
        Point2D out = to.map(end -> through(end, gate, to).out()).orElse(there.out());
        return new FlowRoute(from, there.out(), out, to);
    }

    /// The length of the curve's control handles.
    static double bend(Point2D a, Point2D b) {
        return Math.abs(b.getX() - a.getX()) * 0.5;
    }

    /// The position at this share of the route, from 0 to 1.
    Point2D at(double share) {
        if (to.isEmpty()) {
            return share < 0.7
                    ? curve(from, in, share / 0.7)
                    // On the way back.
                    : curve(in, from, (share - 0.7) / 0.3 * 0.35);
        }
        if (share < 0.4) {
            return curve(from, in, share / 0.4);
        }
        return share < 0.5
                ? in.interpolate(out, (share - 0.4) / 0.1)
                : curve(out, to.get(), (share - 0.5) / 0.5);
    }

    private static Point2D curve(Point2D a, Point2D b, double t) {
        double bend = Math.signum(b.getX() - a.getX()) * bend(a, b);
        Point2D c1 = new Point2D(a.getX() + bend, a.getY());
        Point2D c2 = new Point2D(b.getX() - bend, b.getY());
        double u = 1 - t;
        return a.multiply(u * u * u)
                .add(c1.multiply(3 * u * u * t))
                .add(c2.multiply(3 * u * t * t))
                .add(b.multiply(t * t * t));
    }
}
