package io.monopod.console.admin;

import io.monopod.console.admin.MetricsReport.Buckets;
import io.monopod.console.admin.MetricsReport.Ending;
import io.monopod.scenarios.event.Code;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the metrics of a gateway in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
final class MetricsText {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<Ending, Long> calls = new HashMap<>();
    private final TreeMap<Double, Long> waits = new TreeMap<>();
    private final TreeMap<Double, Long> grants = new TreeMap<>();

    private MetricsText() {}

    static MetricsReport read(String text) {
        MetricsText reader = new MetricsText();
        text.lines().filter(line -> !line.startsWith("#")).forEach(reader::line);
        return new MetricsReport(
                reader.calls, new Buckets(reader.waits), new Buckets(reader.grants));
    }

    private void line(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return;
        }
        String labels = parts.group(2) == null ? "" : parts.group(2);
        switch (parts.group(1)) {
            case "monopod_calls_total" ->
                    calls.merge(ending(labels), number(parts.group(3)), Long::sum);
            case "monopod_queue_wait_seconds_bucket" -> bucket(waits, labels, parts.group(3));
            case "monopod_grant_seconds_bucket" -> bucket(grants, labels, parts.group(3));
            default -> {}
        }
    }

    private static Ending ending(String labels) {
        return new Ending(code(label(labels, "code")), label(labels, "reason"));
    }

    /// @param number as on the wire
    private static Code code(String number) {
        try {
            return Code.of(Integer.parseInt(number));
        } catch (IllegalArgumentException e) {
            return Code.UNKNOWN;
        }
    }

    /// Over all clusters.
    private static void bucket(Map<Double, Long> buckets, String labels, String value) {
        String bound = label(labels, "le");
        double seconds =
                bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
        buckets.merge(seconds, number(value), Long::sum);
    }

    private static long number(String value) {
        return (long) Double.parseDouble(value);
    }

    private static String label(String labels, String name) {
        return LABEL.matcher(labels)
                .results()
                .filter(label -> label.group(1).equals(name))
                .map(label -> label.group(2))
                .findFirst()
                .orElse("");
    }
}
