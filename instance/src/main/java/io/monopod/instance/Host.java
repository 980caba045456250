package io.monopod.instance;

import io.monopod.config.InvalidSetting;
import io.monopod.datapath.budget.ProcessBudget;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.instance.registration.GatewayChannels;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;
import io.monopod.tls.TlsClient;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// What the instances of one process share: its TLS, its connections to the gateways, its ports,
/// and the limits of its data paths. Thread-safe.
public final class Host implements AutoCloseable {
    private final DataPathConfig limits = DataPathConfig.behindGateway();
    private final ProcessBudget budget = ProcessBudget.of(limits.shared());
    private final @Nullable TlsServer tls;
    private final @Nullable TlsClient gatewayTls;
    private final GatewayChannels gateways;

    /// The ports that no instance has now. Guarded by itself.
    private final Deque<Port> unused = new ArrayDeque<>();

    /// @param tls of the instances' ports
    /// @param gatewayTls to the gateway's control listener
    /// @throws InvalidSetting if a file cannot be read or is invalid
    public Host(ServerTls tls, ClientTls gatewayTls) {
        this.tls = TlsServer.of("tls", tls).orElse(null);
        this.gatewayTls = TlsClient.of("gateway-tls", gatewayTls).orElse(null);
        this.gateways = new GatewayChannels(this.gatewayTls);
    }

    @Nullable TlsServer tls() {
        return tls;
    }

    GatewayChannels gateways() {
        return gateways;
    }

    DataPathConfig limits() {
        return limits;
    }

    ProcessBudget budget() {
        return budget;
    }

    /// A port for an instance, which gives it back.
    ///
    /// @param number 0 for any, which may be one that another instance had
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    Port port(String address, int number, DataPath path) {
        Port old;
        synchronized (unused) {
            old = number == 0 ? unused.poll() : null;
        }
        if (old == null) {
            return new Port(address, number, path);
        }
        old.use(path);
        return old;
    }

    void giveBack(Port port) {
        synchronized (unused) {
            unused.add(port);
        }
    }

    /// Closes the connections and ports, and stops watching the TLS files. To be called when no
    /// instance is left.
    @Override
    public void close() {
        gateways.close();
        synchronized (unused) {
            unused.forEach(Port::close);
            unused.clear();
        }
        if (tls != null) {
            tls.close();
        }
        if (gatewayTls != null) {
            gatewayTls.close();
        }
    }
}
