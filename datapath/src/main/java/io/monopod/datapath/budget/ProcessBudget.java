package io.monopod.datapath.budget;

import io.monopod.datapath.config.ProcessLimits;

/// Limits shared by all connections of the process, on all listeners: buffered bytes, open calls,
/// and file descriptors.
public final class ProcessBudget {
    /// Bytes that a connection may hold without the budget. They are part of the cost of a
    /// connection.
    private static final int BASE = 4096;

    private static final int CHUNK = 16 * 1024;
    private static final int CALLS_AT_ONCE = 4;

    /// The most connections that are being rejected at the same time.
    private static final int TURNED_AWAY = 256;

    private static final int FEWEST_ACCEPTED = 16;

    private final Budget memory;
    private final Budget calls;
    private final Descriptors descriptors;

    /// The number of listeners, which share the descriptors equally.
    private final int listeners;

    /// @param memory of buffers, heads and queues
    /// @param calls open calls; calls without a valid token are strangers', on any connection
    ProcessBudget(Budget memory, Budget calls, Descriptors descriptors, int listeners) {
        this.listeners = listeners;
        this.memory = memory;
        this.calls = calls;
        this.descriptors = descriptors;
    }

    public static ProcessBudget of(ProcessLimits shared) {
        return of(shared, Descriptors.ofProcess(), 2);
    }

    /// A separate budget for another listener of the same process, with the same descriptors.
    public ProcessBudget beside(ProcessLimits shared) {
        return of(shared, descriptors, 8);
    }

    private static ProcessBudget of(ProcessLimits shared, Descriptors descriptors, int listeners) {
        return new ProcessBudget(
                new Budget(shared.memory(), shared.memoryOfStrangers()),
                new Budget(shared.calls(), shared.callsWithoutToken()),
                descriptors,
                listeners);
    }

    /// The most sockets that the listener may have accepted at once, including those to be
    /// rejected. More connections wait in the kernel: a listener that finds no descriptor ends.
    public int maxAccepted(int connections) {
        long some = Math.max(FEWEST_ACCEPTED, descriptors.count() / listeners);
        return (int) Math.min(some, (long) connections + TURNED_AWAY);
    }

    public Budget memory() {
        return memory;
    }

    public Budget calls() {
        return calls;
    }

    public Descriptors descriptors() {
        return descriptors;
    }

    /// The memory share of a new connection, which is a stranger's.
    public Share memoryShare() {
        return new Share(memory, BASE, CHUNK, Trust.STRANGER);
    }

    Share callShare(Trust trust) {
        return new Share(calls, 0, CALLS_AT_ONCE, trust);
    }
}
