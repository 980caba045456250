package io.monopod.datapath.config;

/// Limits for all connections of the process together. Limits for each connection are not enough,
/// because a client can open many.
///
/// @param memory bytes of buffers, heads and queues
/// @param memoryOfStrangers the part of it for connections that have shown no token
/// @param connections client connections
/// @param strangers the part of them that have shown no token
/// @param calls open calls
/// @param callsWithoutToken the part of them without a valid token
public record ProcessLimits(
        long memory,
        long memoryOfStrangers,
        int connections,
        int strangers,
        int calls,
        int callsWithoutToken) {
    /// The measured heap of a connection without calls and of its instance connection, plus a
    /// margin; bytes.
    private static final int HEAP_PER_CONNECTION = 32 * 1024;

    /// The same for a call, without its buffered data.
    private static final int HEAP_PER_CALL = 8 * 1024;

    public ProcessLimits {
        requireAtLeast("memory", memory, 1);
        requireAtLeast("memoryOfStrangers", memoryOfStrangers, 1);
        requireAtLeast("connections", connections, 1);
        requireAtLeast("strangers", strangers, 1);
        requireAtLeast("calls", calls, 1);
        requireAtLeast("callsWithoutToken", callsWithoutToken, 1);
    }

    /// An equal part of the heap for buffers, connections and calls. Strangers get half of the
    /// memory and of the connections, and a third of the calls.
    ///
    /// @param heap bytes
    /// @param percent of the heap for each of the three
    /// @param maxConnections the limit of connections, however large the heap is
    public static ProcessLimits ofHeap(long heap, int percent, int maxConnections) {
        long share = heap / 100 * percent;
        int connections = Math.clamp(share / HEAP_PER_CONNECTION, 1, maxConnections);
        int calls = Math.clamp(share / HEAP_PER_CALL, 1, Integer.MAX_VALUE);
        return new ProcessLimits(
                share,
                share / 2,
                connections,
                Math.max(1, connections / 2),
                calls,
                Math.max(1, calls / 3));
    }

    /// The same limits where no client shows a token.
    ProcessLimits openToAll() {
        return new ProcessLimits(memory, memory, connections, connections, calls, calls);
    }

    /// A quarter of these limits, for another listener.
    public ProcessLimits quarter() {
        return new ProcessLimits(
                Math.max(1, memory / 4),
                Math.max(1, memoryOfStrangers / 4),
                Math.max(1, connections / 4),
                Math.max(1, strangers / 4),
                Math.max(1, calls / 4),
                Math.max(1, callsWithoutToken / 4));
    }

    static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + ", must be >= " + least);
        }
    }
}
