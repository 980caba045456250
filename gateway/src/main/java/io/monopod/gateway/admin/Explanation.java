package io.monopod.gateway.admin;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.registry.RegisteredCluster;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Explains where a session is placed: its preference list with each instance's answer to it, its
/// place in the waiting room, and its recent events.
final class Explanation {
    private final List<RegisteredCluster> clusters;
    private final EventFeed feed;

    Explanation(List<RegisteredCluster> clusters, EventFeed feed) {
        this.clusters = clusters;
        this.feed = feed;
    }

    JsonObject of(SessionId session) {
        var list = Json.createArrayBuilder();
        clusters.forEach(cluster -> list.add(in(cluster, session)));
        return Json.createObjectBuilder()
                .add("session", session.value())
                .add("clusters", list)
                .add("events", events(session))
                .build();
    }

    private static JsonObjectBuilder in(RegisteredCluster cluster, SessionId session) {
        var json =
                Json.createObjectBuilder()
                        .add("cluster", cluster.name().value())
                        .add("preference", preference(cluster, session));
        var place = cluster.sessions().table().place(session);
        return place == null ? json : json.add("queue", StateJson.place(cluster.name(), place));
    }

    private static JsonArrayBuilder preference(RegisteredCluster cluster, SessionId session) {
        Map<InstanceId, InstanceView> views =
                cluster.sessions().table().instances().stream()
                        .collect(
                                Collectors.toMap(
                                        view -> view.instance().id(), Function.identity()));
        var list = Json.createArrayBuilder();
        cluster.sessions().table().preference(session).stream()
                .map(views::get)
                // An instance may have come or gone between the two queries.
                .filter(Objects::nonNull)
                .forEach(view -> list.add(step(view, session)));
        return list;
    }

    private static JsonObjectBuilder step(InstanceView view, SessionId session) {
        return Json.createObjectBuilder()
                .add("instance", view.instance().id().value())
                .add("says", says(view, session));
    }

    private static String says(InstanceView view, SessionId session) {
        var hold = view.hold();
        boolean own = hold != null && hold.session().equals(session);
        return switch (view.state()) {
            case FREE -> "free";
            case RESERVED -> own ? "being bound to this session" : "being bound to another session";
            case BOUND -> own ? "holds this session" : "holds another session";
            case DRAINING ->
                    own ? "holds this session, then goes" : "takes no new session: it is to go";
            case QUARANTINED -> "takes no session now: " + view.detail();
        };
    }

    private JsonArrayBuilder events(SessionId session) {
        var list = Json.createArrayBuilder();
        var lost = new HashSet<InstanceId>();
        feed.kept().stream()
                .filter(entry -> concerns(session, entry.event(), lost))
                .map(EventJson::of)
                .forEach(list::add);
        return list;
    }

    /// Whether it is of the session, or is the loss of an instance that has ended it.
    ///
    /// @param lost instances whose loss has ended the session, and is the next event about them
    private static boolean concerns(SessionId session, SessionEvent event, Set<InstanceId> lost) {
        return switch (event) {
            case SessionEvent.Lost loss -> lost.remove(loss.instance().id());
            case SessionEvent.Ended(_, var hold, var reason)
                    when hold.session().equals(session) -> {
                if (reason == EndReason.INSTANCE_LOST) {
                    lost.add(hold.instance().id());
                }
                yield true;
            }
            case SessionEvent.OfSession of -> of.hold().session().equals(session);
            case SessionEvent.Replayed replayed -> replayed.hold().session().equals(session);
            case SessionEvent.Waiting(_, var waiting, _) -> waiting.equals(session);
            case SessionEvent.LeftQueue(_, var left, _) -> left.equals(session);
            case SessionEvent.Refused(_, var refused, _) -> refused.equals(session);
            case SessionEvent.Registered _,
                    SessionEvent.Draining _,
                    SessionEvent.Undrained _,
                    SessionEvent.Quarantined _,
                    SessionEvent.Freed _ ->
                    false;
        };
    }
}
