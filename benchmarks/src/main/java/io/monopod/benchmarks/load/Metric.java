package io.monopod.benchmarks.load;

/// A figure of one round.
public enum Metric {
    /// Requests (or messages, where the case counts those) a second.
    RATE("rps"),
    /// Median time from a request to the end of its answer, in microseconds.
    P50("p50_us"),
    /// What 99 of 100 requests stay under, in microseconds.
    P99("p99_us"),
    /// What all requests stay under, in microseconds.
    MAX("max_us"),
    /// What 99 of 100 calls are reset within after their deadline, in microseconds.
    RESET_P99("reset_p99_us"),
    /// What all of them are reset within.
    RESET_MAX("reset_max_us"),
    /// User and system time of the proxy's processes for each request (or message), in
    /// microseconds.
    CPU("cpu_us_per_request"),
    /// Resident memory of the proxy's processes at the end of the round, in MiB.
    RESIDENT("rss_mb"),
    /// Growth of the proxy's resident memory for each client connection, in KiB.
    RESIDENT_PER_CONNECTION("rss_kib_per_connection"),
    /// How many client connections there were, where that is what is measured.
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
