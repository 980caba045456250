package io.monopod.instance;

import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.process.ListenPort;

import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/// What an instance serves on its port: gRPC for a gateway with persistent connections, and the
/// probes of [Health].
final class GrpcServer implements AutoCloseable {
    private final DataPath path;
    private final Port port;
    private final Host shared;

    private GrpcServer(DataPath path, Port port, Host shared) {
        this.path = path;
        this.port = port;
        this.shared = shared;
    }

    /// @param port 0 for any
    /// @param ready for the readiness probe, which is available without TLS only
    /// @throws UncheckedIOException if the port cannot be bound
    static GrpcServer start(
            String host, int port, Host shared, CallHandler calls, BooleanSupplier ready) {
        ListenPort.requireFree(host, port); // before anything is started
        var path =
                new DataPath(
                        calls, shared.limits(), shared.tls(), shared.budget(), new Health(ready));
        return new GrpcServer(path, shared.port(host, port, path), shared);
    }

    int port() {
        return port.number();
    }

    /// Cuts the connections to a process that calls are spliced to.
    void cut(Target target) {
        path.cut(target);
    }

    /// Aborts the running calls. Until another instance has the port, who connects is turned away.
    @Override
    public void close() {
        path.turnAway();
        path.close();
        shared.giveBack(port);
    }
}
