package io.monopod.gateway.telemetry;

/// Prometheus' text format, version 0.0.4.
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /// Begins a family; its samples follow.
    PrometheusText family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /// @param labels names and values, in turn
    PrometheusText sample(String name, long value, String... labels) {
        return write(name, Long.toString(value), labels);
    }

    private PrometheusText write(String name, String value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    PrometheusText histogram(String name, Histogram histogram, String label, String value) {
        for (int i = 0; i < Histogram.BOUNDS.size(); i++) {
            sample(
                    name + "_bucket",
                    histogram.upTo(i),
                    label,
                    value,
                    "le",
                    bound(Histogram.BOUNDS.get(i)));
        }
        long all = histogram.upTo(Histogram.BOUNDS.size());
        sample(name + "_bucket", all, label, value, "le", "+Inf");
        write(name + "_sum", Double.toString(histogram.seconds()), label, value);
        return sample(name + "_count", all, label, value);
    }

    /// As Prometheus writes them: 60, not 60.0.
    private static String bound(double seconds) {
        return seconds == Math.rint(seconds)
                ? Long.toString(Math.round(seconds))
                : Double.toString(seconds);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
