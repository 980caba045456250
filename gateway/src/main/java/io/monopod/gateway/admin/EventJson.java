package io.monopod.gateway.admin;

import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.call.Answers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/// Events as JSON. Every event has `id`, `at`, `type` and `cluster`; the other fields depend on its
/// type.
final class EventJson {
    private EventJson() {}

    static JsonObject of(EventFeed.Entry entry) {
        var json =
                Json.createObjectBuilder()
                        .add("id", entry.id())
                        .add("at", entry.event().at().toString())
                        .add("type", type(entry.event()))
                        .add("cluster", entry.cluster().value());
        return details(entry.event(), json).build();
    }

    static String type(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Registered _ -> "registered";
            case SessionEvent.Lost _ -> "lost";
            case SessionEvent.Draining _ -> "draining";
            case SessionEvent.Undrained _ -> "undrained";
            case SessionEvent.Quarantined _ -> "quarantined";
            case SessionEvent.Freed _ -> "freed";
            case SessionEvent.Reserved _ -> "granted";
            case SessionEvent.Confirmed _ -> "confirmed";
            case SessionEvent.Released _ -> "released";
            case SessionEvent.Found _ -> "found";
            case SessionEvent.Ending _ -> "ending";
            case SessionEvent.Ended _ -> "ended";
            case SessionEvent.Waiting _ -> "waiting";
            case SessionEvent.LeftQueue _ -> "left-queue";
            case SessionEvent.Replayed _ -> "replayed";
            case SessionEvent.Refused _ -> "refused";
        };
    }

    private static JsonObjectBuilder details(SessionEvent event, JsonObjectBuilder json) {
        return switch (event) {
            case SessionEvent.Registered(_, var instance) ->
                    json.add("instance", instance.id().value())
                            .add("address", instance.address().toString());
            case SessionEvent.Lost(_, var instance, var reason, var exit) -> {
                json.add("instance", instance.id().value()).add("reason", reason.label());
                exit.ifPresent(how -> json.add("exit", how));
                yield json;
            }
            case SessionEvent.Quarantined(_, var instance, var reason) ->
                    json.add("instance", instance.id().value()).add("reason", reason.label());
            case SessionEvent.Draining(_, var instance) ->
                    json.add("instance", instance.id().value());
            case SessionEvent.Undrained(_, var instance) ->
                    json.add("instance", instance.id().value());
            case SessionEvent.Freed(_, var instance) -> json.add("instance", instance.id().value());
            case SessionEvent.Reserved(_, var grant) -> hold(grant, json);
            case SessionEvent.Confirmed(_, var grant) -> hold(grant, json);
            case SessionEvent.Released(_, var grant) -> hold(grant, json);
            case SessionEvent.Found(_, var hold) -> hold(hold, json);
            case SessionEvent.Ending(_, var hold, var reason) ->
                    hold(hold, json).add("reason", reason.label());
            case SessionEvent.Ended ended ->
                    hold(ended.hold(), json)
                            .add("reason", ended.reason().label())
                            .add("heldMillis", ended.held().toMillis());
            case SessionEvent.Waiting(_, var session, var position) ->
                    json.add("session", session.value()).add("position", position);
            case SessionEvent.LeftQueue(_, var session, var waited) ->
                    json.add("session", session.value()).add("waitedMillis", waited.toMillis());
            case SessionEvent.Replayed replayed ->
                    hold(replayed.hold(), json)
                            .add("from", replayed.from().id().value())
                            .add("to", replayed.hold().instance().id().value())
                            .add("reason", replayed.reason().label());
            case SessionEvent.Refused(_, var session, var why) ->
                    refusal(why, json.add("session", session.value()));
        };
    }

    private static JsonObjectBuilder hold(Hold hold, JsonObjectBuilder json) {
        json.add("session", hold.session().value())
                .add("instance", hold.instance().id().value())
                .add("epoch", hold.epoch().value());
        return hold instanceof Grant grant ? json.add("owner", grant.owner().value()) : json;
    }

    /// The code, text, reason and counts that the client received. Estimates are left out, and so
    /// is the position that a session would have had in a full queue.
    private static JsonObjectBuilder refusal(Refusal.NoInstance why, JsonObjectBuilder json) {
        var answer = Answers.to(why);
        json.add("code", answer.code())
                .add("message", answer.message())
                .add("reason", answer.reason());
        return switch (why) {
            case Refusal.AllInstancesBusy(var total, var busy, var waiting, _) ->
                    json.add("total", total).add("busy", busy).add("waiting", waiting);
            case Refusal.QueueFull full -> json.add("waiting", full.waiting());
            case Refusal.QueueTimeout timeout ->
                    json.add("waiting", timeout.waiting()).add("position", timeout.position());
            case Refusal.UserQuota(var limit, var used, _) ->
                    json.add("limit", limit).add("used", used);
            case Refusal.NoAvailableInstances _,
                    Refusal.BackendUnavailable _,
                    Refusal.StoreUnavailable _,
                    Refusal.GatewayStarting _ ->
                    json;
        };
    }
}
