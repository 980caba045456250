package io.monopod.gateway.admin;

import static java.lang.System.Logger.Level.INFO;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.token.TokenVerifier;

import jakarta.json.Json;
import jakarta.json.JsonObject;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The API for operators and the console: JSON over HTTP. `docs/admin-api.md` is its reference.
/// [AdminAccess] decides who may use it.
public final class AdminApi implements HttpService {
    static final String PATH = "/api/v1";

    private static final String SESSIONS = "/sessions/";
    private static final String WHY = "/why/";

    private static final System.Logger LOG = System.getLogger(AdminApi.class.getName());

    private final Policy policy;
    private final List<RegisteredCluster> clusters;
    private final StateJson reports;
    private final Explanation why;
    private final EventStream events;
    private final AdminAccess access;

    /// @param spare how many instances are wanted beyond those in use
    /// @param feed the events of all clusters
    /// @param own opens the API, like the tokens of administrators
    /// @param tokens verifies those; called for each request, because keys can change
    public AdminApi(
            Policy policy,
            List<RegisteredCluster> clusters,
            SpareInstances spare,
            EventFeed feed,
            ConnectionTimeouts maxWait,
            AdminToken own,
            Supplier<TokenVerifier> tokens,
            InstantSource clock) {
        this.policy = policy;
        this.clusters = List.copyOf(clusters);
        this.reports = new StateJson(this.clusters, spare, feed.times());
        this.why = new Explanation(this.clusters, feed);
        this.events = new EventStream(feed, maxWait);
        this.access = new AdminAccess(own, tokens, clock);
    }

    public void addTo(HttpRules listener) {
        Resource.get(listener, ApiDocument.PATH, new ApiDocument());
        listener.register(PATH, this);
    }

    /// [AdminAccess] is the first handler below the same path as the routes, so no spelling of a
    /// path bypasses it.
    @Override
    public void routing(HttpRules rules) {
        rules.any(access);
        get(rules, "/policy", this::policy);
        get(rules, "/clusters", reports::clusters);
        get(rules, "/instances", reports::instances);
        get(rules, "/sessions", reports::sessions);
        get(rules, "/queue", reports::queue);
        Resource.get(rules, WHY + "{+id}", this::why);
        Resource.get(rules, "/events", events);
        Resource.post(rules, "/instances/{id}/drain", this::drain);
        Resource.delete(rules, SESSIONS + "{+id}", this::end);
        rules.any(Resource::notFound);
    }

    private static void get(HttpRules rules, String path, Supplier<JsonObject> table) {
        Resource.get(
                rules, path, (request, response) -> Resource.send(request, response, table.get()));
    }

    private JsonObject policy() {
        return Json.createObjectBuilder()
                .add("policy", policy.name().toLowerCase(Locale.ROOT))
                .build();
    }

    private void drain(ServerRequest request, ServerResponse response) {
        var id = request.path().pathParameters().get("id");
        boolean done =
                InstanceId.isValid(id)
                        && inAny(cluster -> cluster.sessions().drain(new InstanceId(id)));
        if (done) {
            LOG.log(INFO, "drained by an operator instance={0}", id);
        }
        answer(request, response, done, "no such instance");
    }

    private void why(ServerRequest request, ServerResponse response) {
        var id = sessionId(request, WHY);
        if (SessionId.isValid(id)) {
            Resource.send(request, response, why.of(new SessionId(id)));
        } else {
            Resource.error(request, response, Status.NOT_FOUND_404, "no valid session id");
        }
    }

    private void end(ServerRequest request, ServerResponse response) {
        var id = sessionId(request, SESSIONS);
        boolean done =
                SessionId.isValid(id)
                        && inAny(
                                cluster ->
                                        cluster.sessions()
                                                .end(new SessionId(id), EndReason.FORCED));
        if (done) {
            LOG.log(INFO, "ended by an operator session={0}", id);
        }
        answer(request, response, done, "no such session");
    }

    /// Reads the raw path: in a decoded path, a session id with a slash looks like two segments.
    private static String sessionId(ServerRequest request, String below) {
        var raw = request.prologue().uriPath().rawPath();
        try {
            // `URLDecoder` decodes form data, where a plus means a space. In a path it means a
            // plus.
            return URLDecoder.decode(
                    raw.substring(raw.indexOf(below) + below.length()).replace("+", "%2B"),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Acts on every cluster, because the same session id can exist in several.
    private boolean inAny(Predicate<RegisteredCluster> action) {
        boolean done = false;
        for (var cluster : clusters) {
            done |= action.test(cluster);
        }
        return done;
    }

    private static void answer(
            ServerRequest request, ServerResponse response, boolean done, String otherwise) {
        if (done) {
            response.status(Status.NO_CONTENT_204).send();
        } else {
            Resource.error(request, response, Status.NOT_FOUND_404, otherwise);
        }
    }
}
