package io.monopod.gateway;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.call.Destination;
import io.monopod.gateway.call.FixedDestination;
import io.monopod.gateway.call.SessionDestination;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.config.Routing;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.route.Cluster;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Where the calls of each cluster go.
///
/// @param local where the gateway's own services are; known when it listens
record Destinations(
        InstanceRegistry registry, GatewayTls tls, Supplier<Target> local, InstantSource clock) {
    Map<ClusterName, Destination> of(Routing routing) {
        var destinations = new HashMap<ClusterName, Destination>();
        destinations.put(Cluster.Local.NAME, new FixedDestination(() -> List.of(local.get())));
        for (var cluster : routing.clusters()) {
            destinations.put(cluster.name(), destination(cluster));
        }
        return destinations;
    }

    private Destination destination(Cluster cluster) {
        return switch (cluster) {
            case Cluster.Registered(var name) ->
                    new SessionDestination(registry.cluster(name), tls.instances(), clock);
            case Cluster.Static fixed -> {
                var targets = targets(fixed);
                yield new FixedDestination(() -> targets);
            }
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
                                        tls.towards(cluster.name()),
                                        Target.Use.OCCASIONAL))
                .toList();
    }
}
