package io.monopod.gateway.config;

import static java.util.stream.Collectors.joining;

import io.grpc.health.v1.HealthGrpc;
import io.monopod.config.InvalidSetting;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Authentication;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.route.OnFull;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Response;
import io.monopod.gateway.route.Route;
import io.monopod.gateway.route.RouteTable;
import io.monopod.proto.control.v1.WaitingRoomGrpc;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.tls.ClientTls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The clusters and routes of a configuration, with the built-in ones.
///
/// The built-in routes to the gateway's own services always exist. A configured route with the same
/// prefix replaces one.
///
/// @param clusters the configured clusters, without `local`
public record Routing(List<Cluster> clusters, RouteTable table) {
    private static final Map<String, ClusterConfig> DEFAULT_CLUSTERS =
            Map.of("myservice", ClusterConfig.REGISTERED);

    /// An echo may run twice, but a shutdown must not.
    private static final List<RouteConfig> DEFAULT_ROUTES =
            List.of(
                    myService("", OnInstanceLoss.FAIL, Response.SINGLE),
                    myService("MyServiceEcho", OnInstanceLoss.REPLAY, Response.SINGLE),
                    myService("MyServiceSubscribe", OnInstanceLoss.REPLAY, Response.STREAM));

    private static final List<String> REFLECTION =
            List.of(
                    "/grpc.reflection.v1.ServerReflection/",
                    "/grpc.reflection.v1alpha.ServerReflection/");

    private static final List<String> OPEN =
            List.of(
                    "/" + MyServiceAPIGrpc.SERVICE_NAME + "/Login",
                    "/" + HealthGrpc.SERVICE_NAME + "/");

    private static final String WAITING_ROOM = "/" + WaitingRoomGrpc.SERVICE_NAME + "/";

    public Routing {
        clusters = List.copyOf(clusters);
    }

    /// @param onFull for routes that do not set it
    /// @throws InvalidSetting if a route and its cluster contradict each other
    static Routing of(
            Map<String, ClusterConfig> clusters,
            List<RouteConfig> routes,
            OnFull onFull,
            boolean reflection) {
        var known = new LinkedHashMap<ClusterName, Cluster>();
        (clusters.isEmpty() ? DEFAULT_CLUSTERS : clusters)
                .forEach((name, config) -> known.put(new ClusterName(name), cluster(name, config)));
        var configured = List.copyOf(known.values());
        known.put(Cluster.Local.NAME, new Cluster.Local());

        var byPrefix = new LinkedHashMap<String, Route>();
        own(reflection).forEach(route -> byPrefix.put(route.prefix(), route));
        var given = routes.isEmpty() ? DEFAULT_ROUTES : routes;
        var seen = new ArrayList<String>();
        for (int i = 0; i < given.size(); i++) {
            var route = route("routes[" + i + "]", given.get(i), onFull, known);
            InvalidSetting.unless(
                    !seen.contains(route.prefix()),
                    "routes[" + i + "].prefix",
                    route.prefix(),
                    "each prefix once");
            seen.add(route.prefix());
            byPrefix.put(route.prefix(), route);
        }
        return new Routing(configured, RouteTable.of(byPrefix.values()));
    }

    private static RouteConfig myService(
            String method, OnInstanceLoss onInstanceLoss, Response response) {
        return new RouteConfig(
                "/" + MyServiceAPIGrpc.SERVICE_NAME + "/" + method,
                new ClusterName("myservice"),
                Authentication.REQUIRED,
                Affinity.SESSION,
                Optional.empty(),
                onInstanceLoss,
                response,
                false);
    }

    private static Stream<Route> own(boolean reflection) {
        var open = reflection ? Stream.concat(OPEN.stream(), REFLECTION.stream()) : OPEN.stream();
        return Stream.concat(
                open.map(prefix -> own(prefix, Authentication.NONE)),
                Stream.of(own(WAITING_ROOM, Authentication.REQUIRED)));
    }

    private static Route own(String prefix, Authentication authentication) {
        return new Route(
                prefix,
                new Cluster.Local(),
                authentication,
                Affinity.NONE,
                OnFull.REFUSE,
                OnInstanceLoss.FAIL,
                Response.STREAM,
                false);
    }

    private static Cluster cluster(String name, ClusterConfig config) {
        var key = "clusters." + name;
        InvalidSetting.unless(
                !name.equals(Cluster.Local.NAME.value()),
                key,
                config.type(),
                "any name but local, which is the gateway's own");
        boolean hasAddresses = !config.addresses().isEmpty();
        return switch (config.type()) {
            case REGISTERED -> {
                InvalidSetting.unless(
                        !hasAddresses,
                        key + ".addresses",
                        config.addresses(),
                        "none: they register");
                InvalidSetting.unless(
                        config.tls().equals(ClientTls.OFF),
                        key + ".tls.ca",
                        config.tls().ca().map(Path::toString).orElse(""),
                        "none: instance-tls is for all instances that register");
                yield new Cluster.Registered(new ClusterName(name), config.callsPerConnection());
            }
            case STATIC -> {
                InvalidSetting.unless(
                        hasAddresses, key + ".addresses", "", "one or more, where type is static");
                yield new Cluster.Static(
                        new ClusterName(name), config.addresses(), config.callsPerConnection());
            }
        };
    }

    private static Route route(
            String key, RouteConfig config, OnFull onFull, Map<ClusterName, Cluster> known) {
        InvalidSetting.unless(
                config.prefix().startsWith("/"),
                key + ".prefix",
                config.prefix(),
                "a path that starts with a slash");
        var cluster = known.get(config.cluster());
        if (cluster == null) {
            throw new InvalidSetting(
                    key + ".cluster",
                    config.cluster(),
                    known.keySet().stream()
                            .map(ClusterName::value)
                            .sorted()
                            .collect(joining(", ")));
        }
        if (config.affinity() == Affinity.SESSION) {
            checkSessions(key, config, cluster);
        } else {
            InvalidSetting.unless(
                    config.onInstanceLoss() != OnInstanceLoss.SESSION_LOST,
                    key + ".on-instance-loss",
                    "session-lost",
                    "fail or replay, because calls of this route have no session");
        }
        return new Route(
                config.prefix(),
                cluster,
                config.auth(),
                config.affinity(),
                config.onFull().orElse(onFull),
                config.onInstanceLoss(),
                config.response(),
                config.forwardToken());
    }

    private static void checkSessions(String key, RouteConfig config, Cluster cluster) {
        InvalidSetting.unless(
                cluster instanceof Cluster.Registered,
                key + ".affinity",
                "session",
                "none, because " + config.cluster() + " has no instances that register");
        InvalidSetting.unless(
                config.auth() == Authentication.REQUIRED,
                key + ".auth",
                "none",
                "required, because a session needs an owner");
    }
}
