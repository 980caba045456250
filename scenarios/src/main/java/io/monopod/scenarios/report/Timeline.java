package io.monopod.scenarios.report;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A run as SVG: one row per client, time to the right, one bar per call in the colour of its
/// result. The colours come from the page's style sheet.
final class Timeline {
    /// More rows are unreadable and slow down browsers.
    static final int MAX_ROWS = 200;

    private static final int LABELS = 170;
    private static final int WIDTH = 1000;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int AXIS = 28;
    private static final int TICKS = 8;
    private static final double MIN_BAR = 3;
    private static final double LETTER = 6.2;
    private static final double MARGIN = 5;

    private final RunRecord run;
    private final List<ClientView> rows;
    private final StringBuilder svg = new StringBuilder();

    private Timeline(RunRecord run) {
        this.run = run;
        this.rows = run.clients().subList(0, Math.min(MAX_ROWS, run.clients().size()));
    }

    static String of(RunRecord run) {
        return new Timeline(run).draw();
    }

    private String draw() {
        int height = AXIS + rows.size() * ROW + 4;
        svg.append(
                "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Calls of each client over time\">\n"
                        .formatted(LABELS + WIDTH + 20, height));
        axis(height);
        Map<ClientId, List<Exchange>> calls =
                run.calls().stream().collect(Collectors.groupingBy(each -> each.call().client()));
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), AXIS + i * ROW, calls.getOrDefault(rows.get(i).id(), List.of()));
        }
        return svg.append("</svg>\n").toString();
    }

    private void axis(int height) {
        Duration step = niceStep();
        for (Duration at = Duration.ZERO; at.compareTo(run.took()) <= 0; at = at.plus(step)) {
            double x = x(run.run().startedAt().plus(at));
            svg.append(
                    "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/><text class=\"tick\" x=\"%s\" y=\"14\">%s</text>\n"
                            .formatted(
                                    px(x),
                                    px(x),
                                    AXIS - 8,
                                    height,
                                    px(x),
                                    at.isZero() ? "0" : Pace.of(at)));
        }
    }

    /// 1, 2 or 5 times a power of ten, for about [#TICKS] intervals.
    private Duration niceStep() {
        double wanted = Math.max(1, run.took().toNanos() / (double) TICKS);
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double nice = power;
        for (int factor : new int[] {2, 5, 10}) {
            if (nice < wanted) {
                nice = power * factor;
            }
        }
        return Duration.ofNanos((long) nice);
    }

    private void row(ClientView client, int top, List<Exchange> calls) {
        svg.append(
                "<text class=\"label\" x=\"0\" y=\"%d\">%s</text>\n"
                        .formatted(top + BAR - 2, XmlText.escape(client.label())));
        calls.forEach(exchange -> bar(exchange, top));
    }

    private void bar(Exchange exchange, int top) {
        Instant start = exchange.call().startedAt();
        double left = x(start);
        double width = Math.max(MIN_BAR, x(start.plus(exchange.answer().latency())) - left);
        svg.append(
                "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\"><title>%s</title></rect>\n"
                        .formatted(
                                CodeStyle.of(exchange),
                                px(left),
                                top,
                                px(width),
                                BAR,
                                XmlText.escape(title(exchange))));
        String name = name(exchange);
        if (name.length() * LETTER + 2 * MARGIN < width) {
            svg.append(
                    "<text class=\"on-bar\" x=\"%s\" y=\"%d\">%s</text>\n"
                            .formatted(px(left + MARGIN), top + BAR - 3, XmlText.escape(name)));
        }
    }

    /// The label of a bar that is wide enough: the pod or the code.
    private static String name(Exchange exchange) {
        var answer = exchange.answer();
        if (answer.outcome() != Code.OK) {
            return answer.outcome() + " " + answer.outcome().number();
        }
        String pod = answer.pod();
        return pod == null ? exchange.call().method() : pod;
    }

    private static String title(Exchange exchange) {
        var answer = exchange.answer();
        String pod = answer.pod() == null ? "" : " from " + answer.pod();
        boolean silent = answer.message().isEmpty() || answer.endedByClient();
        String text = silent ? "" : ": " + answer.message();
        return "%s %s %s%s%s, %s"
                .formatted(
                        exchange.call().client(),
                        exchange.call().method(),
                        answer.outcome(),
                        pod,
                        text,
                        Pace.of(answer.latency()));
    }

    private double x(Instant at) {
        double share =
                Duration.between(run.run().startedAt(), at).toNanos()
                        / (double) Math.max(1, run.took().toNanos());
        return LABELS + Math.clamp(share, 0, 1) * WIDTH;
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
