package io.monopod.instance;

import io.monopod.config.InvalidSetting;
import io.monopod.datapath.budget.ProcessBudget;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.instance.registration.GatewayChannels;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;
import io.monopod.tls.TlsClient;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

/// What the instances of one process share: its TLS, its connections to the gateways, and the
/// limits of its data paths. Thread-safe.
public final class Host implements AutoCloseable {
    private final DataPathConfig limits = DataPathConfig.behindGateway();
    private final ProcessBudget budget = ProcessBudget.of(limits.shared());
    private final @Nullable TlsServer tls;
    private final @Nullable TlsClient gatewayTls;
    private final GatewayChannels gateways;

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

    /// Closes the connections to the gateways, and stops watching the TLS files. To be called when
    /// no instance is left.
    @Override
    public void close() {
        gateways.close();
        if (tls != null) {
            tls.close();
        }
        if (gatewayTls != null) {
            gatewayTls.close();
        }
    }
}
