package io.monopod.datapath.connection;

import io.monopod.datapath.http2.frame.Transport;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/// The traffic of a data path since its start. Safe for use by many threads.
public final class Traffic {
    private final LongAdder fromClients = new LongAdder();
    private final LongAdder toClients = new LongAdder();
    private final LongAdder fromInstances = new LongAdder();
    private final LongAdder toInstances = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder failedConnects = new LongAdder();

    public long fromClients() {
        return fromClients.sum();
    }

    public long toClients() {
        return toClients.sum();
    }

    public long fromInstances() {
        return fromInstances.sum();
    }

    public long toInstances() {
        return toInstances.sum();
    }

    /// Connections opened to instances.
    public long connects() {
        return connects.sum();
    }

    public long failedConnects() {
        return failedConnects.sum();
    }

    public Transport ofClient(Transport socket) {
        return new Counted(socket, fromClients, toClients);
    }

    public Transport ofInstance(Transport socket) {
        connects.increment();
        return new Counted(socket, fromInstances, toInstances);
    }

    public void connectFailed() {
        failedConnects.increment();
    }

    private record Counted(Transport socket, LongAdder in, LongAdder out) implements Transport {
        @Override
        public int read(byte[] bytes, int from) throws IOException {
            int read = socket.read(bytes, from);
            if (read > 0) {
                in.add(read);
            }
            return read;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            socket.write(bytes, from, length);
            out.add(length);
        }

        @Override
        public void finish() throws IOException {
            socket.finish();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
