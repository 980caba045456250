package io.monopod.instance;

import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.instance.slot.AfterSession;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The configuration of an instance.
///
/// @param name the first part of the instance's identity; each process adds a second part
/// @param host the address to listen on; `0.0.0.0` for all
/// @param port 0 for any free port
/// @param advertise the address for the gateway, if it differs from the listen address
/// @param gateways control listeners, of one gateway or of several that share their sessions: one
///   that answers is enough
/// @param cluster the name of the cluster in the gateway's configuration
/// @param joinSecret lets this process register at the gateway
/// @param afterSession what happens when a session has ended
/// @param drainTime how long the current session may continue once the process is asked to stop
/// @param maxMessage limit of a request message, in bytes
/// @param tls of the instance's own port
/// @param gatewayTls to the gateway's control listener
public record InstanceConfig(
        String name,
        String host,
        int port,
        Optional<HostPort> advertise,
        List<HostPort> gateways,
        ClusterName cluster,
        Secret joinSecret,
        AfterSession afterSession,
        Duration drainTime,
        int maxMessage,
        ServerTls tls,
        ClientTls gatewayTls) {
    private static final int MAX_NAME = InstanceId.MAX_LENGTH - ProcessId.LENGTH - 1;

    /// @throws InvalidSetting if a value is not allowed
    public InstanceConfig {
        gateways = List.copyOf(gateways);
        check(name, host, port);
        InvalidSetting.unless(!gateways.isEmpty(), "gateway", "", "host:port of a gateway");
    }

    /// For a program's own configuration record, so that the error names that record's key.
    ///
    /// @throws InvalidSetting if a value is not allowed
    public static void check(String name, String host, int port) {
        InvalidSetting.unless(
                name.matches("[!-~]{1," + MAX_NAME + "}"),
                "name",
                name,
                "1 to " + MAX_NAME + " visible ASCII characters");
        InvalidSetting.unless(!host.isBlank(), "host", host, "a host name or address");
        InvalidSetting.unless(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    }
}
