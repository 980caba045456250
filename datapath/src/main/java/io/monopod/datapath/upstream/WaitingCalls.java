package io.monopod.datapath.upstream;

import io.monopod.datapath.splice.SplicedCall;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Calls that wait for room on a connection to an instance, in order. Guarded by the lock.
///
/// A notified call may be added again before the next one is notified, so the loops remove each
/// first.
final class WaitingCalls {
    private final LinkedHashSet<SplicedCall> calls = new LinkedHashSet<>(2);

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int size() {
        return calls.size();
    }

    void add(SplicedCall call) {
        calls.add(call);
    }

    void remove(SplicedCall call) {
        calls.remove(call);
    }

    void forwardWhile(BooleanSupplier room) {
        while (!calls.isEmpty() && room.getAsBoolean()) {
            calls.removeFirst().forward();
        }
    }

    /// Notifies all calls and removes them.
    void removeAll(Consumer<SplicedCall> notice) {
        while (!calls.isEmpty()) {
            notice.accept(calls.removeFirst());
        }
    }

    /// Moves the latest calls to other connections.
    ///
    /// @param excess the number of calls
    void moveOn(int excess) {
        var late = new ArrayList<SplicedCall>(0);
        for (int i = 0; i < excess && !calls.isEmpty(); i++) {
            late.addFirst(calls.removeLast());
        }
        late.forEach(SplicedCall::moveOn);
    }
}
