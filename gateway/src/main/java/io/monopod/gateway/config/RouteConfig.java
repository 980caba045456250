package io.monopod.gateway.config;

import io.monopod.config.Key;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Authentication;
import io.monopod.gateway.route.OnFull;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Response;

import java.util.Optional;

/// One configured route. The longest prefix wins; a prefix covers whole segments of a path
/// ([io.monopod.gateway.route.RouteTable]).
public record RouteConfig(
        @Key(doc = "path that calls start with: /package.Service/ or /package.Service/Method")
                String prefix,
        @Key(doc = "where they go: a cluster, or local for the gateway's own services")
                ClusterName cluster,
        @Key(value = "required", doc = "whether they need a token") Authentication auth,
        @Key(value = "session", doc = "whether they belong to a session") Affinity affinity,
        @Key(doc = "what they do when no instance is free; if not given," + " waiting-room.on-full")
                Optional<OnFull> onFull,
        @Key(
                        value = "fail",
                        doc =
                                "what becomes of calls whose instance is lost: they fail; or are sent"
                                        + " again (replay); or are told that the session is lost"
                                        + " (session-lost)")
                OnInstanceLoss onInstanceLoss,
        @Key(
                        value = "stream",
                        doc =
                                "what they are answered with: a stream of messages, which replay"
                                        + " continues, or a single one")
                Response response,
        @Key(value = "false", doc = "whether the backend receives the client's token")
                boolean forwardToken) {}
