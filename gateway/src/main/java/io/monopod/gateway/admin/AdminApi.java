package io.monopod.gateway.admin;

import static java.lang.System.Logger.Level.INFO;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
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

/// What operators and the console see and do, as JSON over HTTP; `docs/admin-api.md` is its
/// reference. [Access] says who may.
public final class AdminApi implements HttpService {
    static final String PATH = "/api/";

    private static final String SESSIONS = "/sessions/";
    private static final String WHY = "/why/";

    private static final System.Logger LOG = System.getLogger(AdminApi.class.getName());

    private final Policy policy;
    private final List<RegisteredCluster> clusters;
    private final Reports reports;
    private final Why why;
    private final EventFeed feed;

    /// @param feed hears what happens in the clusters
    public AdminApi(Policy policy, List<RegisteredCluster> clusters, EventFeed feed) {
        this.policy = policy;
        this.clusters = List.copyOf(clusters);
        this.reports = new Reports(this.clusters, feed.times());
        this.why = new Why(this.clusters, feed);
        this.feed = feed;
    }

    /// Adds it to the admin listener.
    ///
    /// @param tokens asked for each request that needs one
    public void addTo(
            HttpRouting.Builder listener, Supplier<TokenVerifier> tokens, InstantSource clock) {
        listener.addFilter(new Access(tokens, clock))
                .get(ApiDocument.PATH, new ApiDocument())
                .register(PATH + "v1", this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/policy", (_, response) -> send(response, policy()))
                .get("/clusters", (_, response) -> send(response, reports.clusters()))
                .get("/instances", (_, response) -> send(response, reports.instances()))
                .get("/sessions", (_, response) -> send(response, reports.sessions()))
                .get("/queue", (_, response) -> send(response, reports.queue()))
                .get(WHY + "{+id}", this::why)
                .get("/events", new EventStream(feed))
                .post("/instances/{id}/drain", this::drain)
                .delete(SESSIONS + "{+id}", this::end);
    }

    private JsonObject policy() {
        return Json.createObjectBuilder()
                .add("policy", policy.name().toLowerCase(Locale.ROOT))
                .build();
    }

    private void drain(ServerRequest request, ServerResponse response) {
        var id = request.path().pathParameters().get("id");
        boolean done =
                InstanceId.isValid(id) && inAny(cluster -> cluster.drain(new InstanceId(id)));
        if (done) {
            LOG.log(INFO, "drained by an operator instance={0}", id);
        }
        answer(response, done, "no such instance");
    }

    private void why(ServerRequest request, ServerResponse response) {
        var id = sessionId(request, WHY);
        if (SessionId.isValid(id)) {
            send(response, why.of(new SessionId(id)));
        } else {
            error(response, Status.NOT_FOUND_404, "no valid session id");
        }
    }

    private void end(ServerRequest request, ServerResponse response) {
        var id = sessionId(request, SESSIONS);
        boolean done =
                SessionId.isValid(id)
                        && inAny(
                                cluster ->
                                        cluster.grants().end(new SessionId(id), EndReason.FORCED));
        if (done) {
            LOG.log(INFO, "ended by an operator session={0}", id);
        }
        answer(response, done, "no such session");
    }

    /// From the path as it came: decoded, a session id with a slash in it looks like two segments.
    private static String sessionId(ServerRequest request, String below) {
        var raw = request.prologue().uriPath().rawPath();
        try {
            // In a path a plus is a plus.
            return URLDecoder.decode(
                    raw.substring(raw.indexOf(below) + below.length()).replace("+", "%2B"),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Acts on every cluster, because each has sessions of its own.
    private boolean inAny(Predicate<RegisteredCluster> action) {
        boolean done = false;
        for (var cluster : clusters) {
            done |= action.test(cluster);
        }
        return done;
    }

    private static void answer(ServerResponse response, boolean done, String otherwise) {
        if (done) {
            response.status(Status.NO_CONTENT_204).send();
        } else {
            error(response, Status.NOT_FOUND_404, otherwise);
        }
    }

    static void error(ServerResponse response, Status status, String why) {
        response.status(status);
        send(response, Json.createObjectBuilder().add("error", why).build());
    }

    private static void send(ServerResponse response, JsonObject json) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(json.toString());
    }
}
