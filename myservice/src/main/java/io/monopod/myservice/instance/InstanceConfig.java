package io.monopod.myservice.instance;

import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import java.time.Duration;
import java.util.Optional;

/// What can be set about an instance.
///
/// @param name the first part of the instance's identity; the second is made anew by each process
/// @param host the address to listen on; `0.0.0.0` for all
/// @param port 0 for any that is free
/// @param advertise where the gateway reaches this instance, if that is not where it listens
/// @param gateway the gateway's control listener
/// @param cluster what the gateway's routes call instances like this one
/// @param joinSecret proves to the gateway that this process may be an instance
/// @param afterSession what happens when a session is over
/// @param drainTime how long the session that holds the instance may go on once the process is
///   asked to stop
/// @param tls of the port that the instance listens on
/// @param gatewayTls towards the gateway's control listener
public record InstanceConfig(
        String name,
        String host,
        int port,
        Optional<HostPort> advertise,
        HostPort gateway,
        ClusterName cluster,
        Secret joinSecret,
        AfterSession afterSession,
        Duration drainTime,
        ServerTls tls,
        ClientTls gatewayTls) {
    private static final int MAX_NAME = InstanceId.MAX_LENGTH - Incarnation.LENGTH - 1;

    /// @throws InvalidSetting if a value is not allowed
    public InstanceConfig {
        check(name, host, port);
    }

    /// For the record of a program's keys, so that a value is refused where it was written.
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
