package io.monopod.benchmarks.load;

/// The load generator's figures.
///
/// @param calls that were answered
/// @param seconds duration of the load
/// @param dataBytes of all answers
record LoadResult(
        long calls,
        long failed,
        double seconds,
        long dataBytes,
        double p50Micros,
        double p99Micros) {}
