package io.monopod.gateway.table;

/// The most that one user may have in one cluster; 0 is no limit.
///
/// @param sessions on instances and in the wait queue together, because a waiting session will get
///   an instance
/// @param waiting sessions in the wait queue
public record Quotas(int sessions, int waiting) {
    public static final Quotas NONE = new Quotas(0, 0);

    boolean allowsSessionBeside(int others) {
        return sessions == 0 || others < sessions;
    }

    boolean allowsPlaceBeside(int others) {
        return waiting == 0 || others < waiting;
    }
}
