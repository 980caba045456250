package io.monopod.console.control;

import io.monopod.console.snapshot.CallTimes;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;

import javafx.beans.property.ObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.text.TextAlignment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Who called when: a row per client, time to the right, a bar per call in the colour of its code.
/// Of 10,000 clients only the visible ones are drawn.
public final class CallTimesChart extends Drawing {
    private static final double LABELS = 136;

    /// In line with what is above it in its card.
    private static final double LEFT = 16;

    private static final double ROW = 20;
    private static final double BAR = 12;
    private static final double AXIS = 22;
    private static final int TICKS = 6;
    private static final double MIN_BAR = 3;

    private final ScrollBar scroll = new ScrollBar();
    private final Label hover = Controls.label("", "chart-hover");
    private final ObjectProperty<CallTimes.Rows> wanted;
    private CallTimes times = CallTimes.NONE;

    /// @param wanted set to the visible rows
    /// @param onClick called with the clicked client
    @SuppressWarnings("this-escape") // events come only once the chart is shown
    public CallTimesChart(ObjectProperty<CallTimes.Rows> wanted, Consumer<ClientId> onClick) {
        this.wanted = wanted;
        setId("call-times");
        scroll.setOrientation(Orientation.VERTICAL);
        scroll.setUnitIncrement(1);
        scroll.valueProperty().addListener((seen, old, now) -> want());
        hover.setManaged(false);
        hover.setVisible(false);
        hover.setMouseTransparent(true);
        getChildren().addAll(scroll, hover);
        setMinHeight(80);
        setOnScroll(event -> turn(event.getDeltaY()));
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseExited(event -> hover.setVisible(false));
        setOnMouseClicked(
                event -> row(event.getY()).ifPresent(row -> onClick.accept(row.client())));
        visibleProperty().addListener((seen, old, now) -> want());
    }

    public void show(CallTimes next) {
        times = next;
        int rows = visibleRows();
        scroll.setMax(Math.max(0, next.clients() - rows));
        scroll.setVisibleAmount(scroll.getMax() * rows / Math.max(1, next.clients()));
        scroll.setBlockIncrement(rows);
        scroll.setVisible(next.clients() > rows);
        redraw();
    }

    private int visibleRows() {
        return (int) Math.max(0, (getHeight() - AXIS) / ROW);
    }

    /// Asks for the visible rows; for none while it is hidden.
    private void want() {
        wanted.set(
                isVisible()
                        ? new CallTimes.Rows((int) Math.round(scroll.getValue()), visibleRows())
                        : CallTimes.Rows.NOBODY);
    }

    private void turn(double delta) {
        double lines = -Math.signum(delta) * 3;
        scroll.setValue(Math.clamp(scroll.getValue() + lines, 0, scroll.getMax()));
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        scroll.resizeRelocate(getWidth() - 10, AXIS, 10, Math.max(0, getHeight() - AXIS));
        want();
    }

    private double right() {
        return getWidth() - 14;
    }

    private double x(Instant at) {
        double length = Math.max(1, Duration.between(times.from(), times.to()).toNanos());
        double share = Duration.between(times.from(), at).toNanos() / length;
        return LABELS + Math.clamp(share, 0, 1) * (right() - LABELS);
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        to.setFont(Fonts.ofSize(11));
        if (times.rows().isEmpty()) {
            return;
        }
        drawAxis(to, height);
        for (int i = 0; i < times.rows().size(); i++) {
            drawRow(to, times.rows().get(i), AXIS + i * ROW);
        }
    }

    private void drawAxis(GraphicsContext to, double height) {
        Duration step = Duration.between(times.from(), times.to()).dividedBy(TICKS);
        to.setTextBaseline(VPos.CENTER);
        to.setTextAlign(TextAlignment.LEFT);
        for (int tick = 0; tick < TICKS; tick++) {
            Instant at = times.from().plus(step.multipliedBy(tick));
            double x = Math.round(x(at)) + 0.5;
            to.setStroke(color(Ink.GRID));
            to.strokeLine(x, AXIS - 6, x, height);
            to.setFill(color(Ink.MUTED));
            to.fillText(Figures.time(at), x, 7);
        }
    }

    private void drawRow(GraphicsContext to, CallTimes.Row row, double top) {
        to.setTextBaseline(VPos.CENTER);
        to.setFill(color(Ink.TEXT));
        to.fillText(row.label(), LEFT, top + BAR / 2, LABELS - LEFT - 10);
        for (CallTimes.Span span : row.spans()) {
            double left = x(span.start());
            to.setFill(color(ink(span)));
            to.fillRoundRect(left, top, Math.max(MIN_BAR, x(span.end()) - left), BAR, 3, 3);
        }
    }

    private static Ink ink(CallTimes.Span span) {
        Code outcome = span.outcome();
        if (outcome == null) {
            return Ink.ACTIVE;
        }
        return span.isLogin() ? Ink.OTHER : Ink.of(outcome);
    }

    private Optional<CallTimes.Row> row(double y) {
        int index = (int) Math.floor((y - AXIS) / ROW);
        return index >= 0 && index < times.rows().size()
                ? Optional.of(times.rows().get(index))
                : Optional.empty();
    }

    /// Tells the call under the mouse.
    private void point(double x, double y) {
        Optional<CallTimes.Row> row = row(y);
        Optional<CallTimes.Span> span =
                row.flatMap(
                        each ->
                                each.spans().reversed().stream()
                                        .filter(one -> isAt(one, x))
                                        .findFirst());
        hover.setVisible(span.isPresent());
        span.ifPresent(
                one -> {
                    hover.setText(words(row.orElseThrow(), one));
                    hover.autosize();
                    double place = Math.min(x + 14, getWidth() - hover.getWidth());
                    hover.relocate(place, Math.min(y + 14, getHeight() - hover.getHeight()));
                });
    }

    private boolean isAt(CallTimes.Span span, double x) {
        double left = x(span.start());
        return x >= left - 1 && x <= Math.max(left + MIN_BAR, x(span.end())) + 1;
    }

    private static String words(CallTimes.Row row, CallTimes.Span span) {
        Code outcome = span.outcome();
        String how = outcome == null ? Texts.text("calls.open") : Figures.code(outcome);
        String more = span.pod().isEmpty() ? span.message() : span.pod();
        return Texts.text(
                "calls.hint",
                row.label(),
                span.method(),
                how,
                more.isEmpty() ? "" : ", " + more,
                Figures.time(span.start()),
                Figures.duration(Duration.between(span.start(), span.end())));
    }
}
