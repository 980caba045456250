package io.monopod.benchmarks.load;

/// What the load generator saw.
///
/// @param calls that were answered
/// @param seconds of load
/// @param dataBytes of all answers
record LoadResult(
        long calls,
        long failed,
        double seconds,
        long dataBytes,
        double p50Micros,
        double p99Micros) {}
