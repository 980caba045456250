package io.monopod.gateway;

import io.monopod.config.InvalidSetting;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.tls.TlsClient;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// TLS of the three listeners and of connections to instances. Null means that TLS is off.
///
/// @param clusters for the clusters that have TLS settings of their own
record GatewayTls(
        @Nullable TlsServer data,
        @Nullable TlsServer control,
        @Nullable TlsServer admin,
        @Nullable TlsClient instances,
        Map<ClusterName, TlsClient> clusters)
        implements AutoCloseable {
    GatewayTls {
        clusters = Map.copyOf(clusters);
    }

    /// @throws InvalidSetting if a file cannot be read or is invalid
    static GatewayTls of(GatewayConfig config) {
        return new GatewayTls(
                TlsServer.of("data.tls", config.data().tls()).orElse(null),
                TlsServer.of("control.tls", config.control().tls()).orElse(null),
                TlsServer.of("admin.tls", config.admin().tls()).orElse(null),
                TlsClient.of("instance-tls", config.instanceTls()).orElse(null),
                clusters(config));
    }

    private static Map<ClusterName, TlsClient> clusters(GatewayConfig config) {
        var clusters = new HashMap<ClusterName, TlsClient>();
        config.clusters()
                .forEach(
                        (name, cluster) ->
                                TlsClient.of("clusters." + name + ".tls", cluster.tls())
                                        .ifPresent(
                                                tls -> clusters.put(new ClusterName(name), tls)));
        return clusters;
    }

    /// TLS for connections to this cluster.
    @Nullable TlsClient toCluster(ClusterName cluster) {
        var own = clusters.get(cluster);
        return own == null ? instances : own;
    }

    @Override
    public void close() {
        Stream.of(data, control, admin).filter(Objects::nonNull).forEach(TlsServer::close);
        if (instances != null) {
            instances.close();
        }
        clusters.values().forEach(TlsClient::close);
    }
}
