package io.monopod.benchmarks.load;

/// A figure of one round.
public enum Metric {
    /// Requests per second, or messages if the case counts those.
    RATE("rps"),
    /// Median time from a request to the end of its answer, in microseconds.
    P50("p50_us"),
    /// 99th percentile of that time, in microseconds.
    P99("p99_us"),
    /// Maximum of that time, in microseconds.
    MAX("max_us"),
    /// 99th percentile of the time from a call's deadline to its reset, in microseconds.
    RESET_P99("reset_p99_us"),
    /// Maximum of that time, in microseconds.
    RESET_MAX("reset_max_us"),
    /// User and system time of the proxy's processes per request (or message), in microseconds.
    CPU("cpu_us_per_request"),
    /// Resident memory of the proxy's processes at the end of the round, in MiB.
    RESIDENT("rss_mb"),
    /// Growth of the proxy's resident memory per client connection, in KiB.
    RESIDENT_PER_CONNECTION("rss_kib_per_connection"),
    /// Time from a process's start until it serves, in milliseconds.
    START("start_ms"),
    /// Growth of the heap after a collection, in MiB.
    HEAP("heap_mb"),
    /// The number of client connections, in cases that depend on it.
    CONNECTIONS("connections");

    private final String key;

    Metric(String key) {
        this.key = key;
    }

    /// Its name in the JSON file.
    public String key() {
        return key;
    }
}
