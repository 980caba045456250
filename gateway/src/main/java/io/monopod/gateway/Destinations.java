package io.monopod.gateway;

import io.monopod.contract.ClusterName;
import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.Target;
import io.monopod.gateway.call.Destination;
import io.monopod.gateway.call.FixedDestination;
import io.monopod.gateway.call.LocalDestination;
import io.monopod.gateway.call.SessionDestination;
import io.monopod.gateway.config.Routing;
import io.monopod.gateway.registry.ClusterSessions;
import io.monopod.gateway.route.Cluster;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Makes the destination of each cluster's calls.
///
/// @param sessions of a registered cluster
/// @param local the gateway's own services
record Destinations(
        Function<ClusterName, ClusterSessions> sessions,
        GatewayTls tls,
        CallServer local,
        InstantSource clock) {
    Map<ClusterName, Destination> of(Routing routing) {
        var destinations = new HashMap<ClusterName, Destination>();
        destinations.put(Cluster.Local.NAME, new LocalDestination(local));
        for (var cluster : routing.clusters()) {
            destinations.put(cluster.name(), destination(cluster));
        }
        return destinations;
    }

    private Destination destination(Cluster cluster) {
        return switch (cluster) {
            case Cluster.Registered(var name, var calls) ->
                    new SessionDestination(sessions.apply(name), tls.instances(), calls, clock);
            case Cluster.Static fixed -> new FixedDestination(targets(fixed));
            case Cluster.Local() -> throw new IllegalStateException("local is not configured");
        };
    }

    private List<Target> targets(Cluster.Static cluster) {
        return cluster.addresses().stream()
                .map(
                        address ->
                                new Target(
                                        cluster.name().value(),
                                        address.host(),
                                        address.port(),
                                        tls.toCluster(cluster.name()),
                                        Target.Use.OCCASIONAL,
                                        cluster.callsPerConnection()))
                .toList();
    }
}
