package io.monopod.gateway.control;

import io.grpc.ManagedChannel;
import io.monopod.gateway.assign.Instance;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// One channel to each instance, for control calls. A channel is kept while its instance is
/// registered or a request uses it. So a late request to a forgotten instance leaves nothing
/// behind. Thread-safe; does not block.
final class ControlChannels implements AutoCloseable {
    private final Function<Instance, ManagedChannel> opener;

    /// Guards everything below, and the entries.
    private final Object lock = new Object();

    private final Map<Instance, Entry> entries = new HashMap<>();
    private boolean closed;

    ControlChannels(Function<Instance, ManagedChannel> opener) {
        this.opener = opener;
    }

    private static final class Entry {
        private final ManagedChannel channel;
        private int users;
        private boolean kept;
        private String fault = "";

        private Entry(ManagedChannel channel) {
            this.channel = channel;
        }
    }

    /// A request's use of a channel, which stays open at least until the use is closed.
    final class Use implements AutoCloseable {
        private final Instance instance;
        private final Entry entry;

        private Use(Instance instance, Entry entry) {
            this.instance = instance;
            this.entry = entry;
        }

        ManagedChannel channel() {
            return entry.channel;
        }

        /// Sets what is wrong with the instance.
        ///
        /// @param fault empty if nothing is wrong
        /// @return the fault before
        String fault(String fault) {
            synchronized (lock) {
                var before = entry.fault;
                entry.fault = fault;
                return before;
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                entry.users--;
                dropIfUnused(instance, entry);
            }
        }
    }

    Use use(Instance instance) {
        synchronized (lock) {
            var entry = entry(instance);
            entry.users++;
            return new Use(instance, entry);
        }
    }

    /// The instance is registered: connects to it.
    void keep(Instance instance) {
        synchronized (lock) {
            if (!closed) {
                var entry = entry(instance);
                entry.kept = true;
                entry.channel.getState(true);
            }
        }
    }

    /// The instance is no longer registered. Requests under way go on.
    void forget(Instance instance) {
        synchronized (lock) {
            var entry = entries.get(instance);
            if (entry != null) {
                entry.kept = false;
                dropIfUnused(instance, entry);
            }
        }
    }

    private Entry entry(Instance instance) {
        return entries.computeIfAbsent(instance, key -> new Entry(opener.apply(key)));
    }

    private void dropIfUnused(Instance instance, Entry entry) {
        if (entry.users == 0 && !entry.kept) {
            entry.channel.shutdown();
            entries.remove(instance, entry);
        }
    }

    int size() {
        synchronized (lock) {
            return entries.size();
        }
    }

    /// Ends every request under way. A later request fails or opens a channel of its own.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            for (var entry : entries.values()) {
                entry.kept = false;
                entry.channel.shutdownNow();
            }
            entries.values().removeIf(entry -> entry.users == 0);
        }
    }
}
