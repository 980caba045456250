package io.monopod.gateway.admin;

import static java.lang.System.Logger.Level.INFO;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Policy;
import io.monopod.token.TokenVerifier;

import jakarta.json.Json;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;

/// The API for operators and the console: JSON over HTTP. `docs/admin-api.md` is its reference.
/// [AdminAccess] decides who may use it.
public final class AdminApi implements HttpService {
    static final String PATH = "/api/v1";

    private static final String SESSIONS = "/sessions/";
    private static final String WHY = "/why/";

    private static final System.Logger LOG = System.getLogger(AdminApi.class.getName());

    private final Policy policy;
    private final Operations operations;
    private final Supplier<GatewayList> gateways;
    private final EventStream events;
    private final AdminAccess access;

    /// @param gateways those that share their sessions, this one alone if none do
    /// @param feed its end ends the event streams
    /// @param own opens the API, like the tokens of administrators
    /// @param tokens verifies those; called for each request, because keys can change
    public AdminApi(
            Policy policy,
            Operations operations,
            Supplier<GatewayList> gateways,
            EventFeed feed,
            ConnectionTimeouts maxWait,
            AdminToken own,
            Supplier<TokenVerifier> tokens,
            InstantSource clock) {
        this.policy = policy;
        this.operations = operations;
        this.gateways = gateways;
        this.events = new EventStream(operations, feed::isClosed, maxWait);
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
        get(rules, "/gateways", () -> gateways.get().toString());
        for (var table : Operations.Table.values()) {
            get(rules, "/" + table.name().toLowerCase(Locale.ROOT), () -> operations.table(table));
        }
        Resource.get(rules, WHY + "{+id}", asking(this::why));
        Resource.get(rules, "/events", asking(events));
        Resource.post(rules, "/instances/{id}/drain", asking(this::drain));
        Resource.post(rules, "/instances/{id}/undrain", asking(this::undrain));
        Resource.delete(rules, SESSIONS + "{+id}", asking(this::end));
        rules.any(Resource::notFound);
    }

    /// Text that another gateway may have to be asked for.
    @FunctionalInterface
    private interface Answer {
        String json() throws LeaderUnknown;
    }

    private static void get(HttpRules rules, String path, Answer answer) {
        Resource.get(
                rules,
                path,
                asking((request, response) -> Resource.send(request, response, answer.json())));
    }

    /// A handler that may need the leader.
    @FunctionalInterface
    interface Asking {
        void handle(ServerRequest request, ServerResponse response)
                throws LeaderUnknown, InterruptedException;
    }

    private static Handler asking(Asking handler) {
        return (request, response) -> {
            try {
                handler.handle(request, response);
            } catch (LeaderUnknown e) {
                response.header(HeaderNames.RETRY_AFTER, "1");
                Resource.error(
                        request, response, Status.SERVICE_UNAVAILABLE_503, LeaderUnknown.MESSAGE);
            }
        };
    }

    private String policy() {
        return Json.createObjectBuilder()
                .add("policy", policy.name().toLowerCase(Locale.ROOT))
                .build()
                .toString();
    }

    private void drain(ServerRequest request, ServerResponse response) throws LeaderUnknown {
        onInstance(request, response, "drained", operations::drain);
    }

    private void undrain(ServerRequest request, ServerResponse response) throws LeaderUnknown {
        onInstance(request, response, "undrained", operations::undrain);
    }

    /// What is done to one instance.
    @FunctionalInterface
    private interface Action {
        boolean on(InstanceId instance) throws LeaderUnknown;
    }

    private static void onInstance(
            ServerRequest request, ServerResponse response, String word, Action action)
            throws LeaderUnknown {
        var id = request.path().pathParameters().get("id");
        boolean done = InstanceId.isValid(id) && action.on(new InstanceId(id));
        if (done) {
            LOG.log(INFO, "{0} by an operator instance={1}", word, id);
        }
        answer(request, response, done, "no such instance");
    }

    private void why(ServerRequest request, ServerResponse response) throws LeaderUnknown {
        var id = sessionId(request, WHY);
        if (SessionId.isValid(id)) {
            Resource.send(request, response, operations.why(new SessionId(id)));
        } else {
            Resource.error(request, response, Status.NOT_FOUND_404, "no valid session id");
        }
    }

    private void end(ServerRequest request, ServerResponse response) throws LeaderUnknown {
        var id = sessionId(request, SESSIONS);
        boolean done = SessionId.isValid(id) && operations.end(new SessionId(id));
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

    private static void answer(
            ServerRequest request, ServerResponse response, boolean done, String otherwise) {
        if (done) {
            response.status(Status.NO_CONTENT_204).send();
        } else {
            Resource.error(request, response, Status.NOT_FOUND_404, otherwise);
        }
    }
}
