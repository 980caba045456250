package io.monopod.instance;

import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.datapath.downstream.Listener;
import io.monopod.process.ListenPort;

import java.util.function.BooleanSupplier;

/// What an instance serves on its port: gRPC for a gateway with persistent connections, and the
/// probes of [Health].
final class GrpcServer implements AutoCloseable {
    private final DataPath path;
    private final Listener listener;

    private GrpcServer(DataPath path, Listener listener) {
        this.path = path;
        this.listener = listener;
    }

    /// @param port 0 for any
    /// @param ready for the readiness probe, which is available without TLS only
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    static GrpcServer start(
            String host, int port, Host shared, CallHandler calls, BooleanSupplier ready) {
        ListenPort.requireFree(host, port); // before anything is started
        var path =
                new DataPath(
                        calls, shared.limits(), shared.tls(), shared.budget(), new Health(ready));
        try {
            return new GrpcServer(path, Listener.open(host, port, path));
        } catch (RuntimeException e) {
            path.close();
            throw e;
        }
    }

    int port() {
        return listener.port();
    }

    /// Cuts the connections to a process that calls are spliced to.
    void cut(Target target) {
        path.cut(target);
    }

    /// Aborts the running calls.
    @Override
    public void close() {
        listener.close();
        path.close();
    }
}
