package io.monopod.gateway.admin;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.registry.RegisteredCluster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import java.util.List;
import java.util.Locale;

/// The current tables of the registered clusters as JSON.
final class StateJson {
    private final List<RegisteredCluster> clusters;
    private final SpareInstances spare;
    private final StateTimes times;

    StateJson(List<RegisteredCluster> clusters, SpareInstances spare, StateTimes times) {
        this.clusters = clusters;
        this.spare = spare;
        this.times = times;
    }

    JsonObject clusters() {
        var list = Json.createArrayBuilder();
        for (var cluster : clusters) {
            list.add(cluster(cluster));
        }
        return Json.createObjectBuilder().add("clusters", list).build();
    }

    private JsonObjectBuilder cluster(RegisteredCluster cluster) {
        var table = cluster.sessions().table();
        var counts = table.counts();
        int waiting = table.queue().size();
        int free = spare.in(cluster.name());
        return counts(cluster.name(), counts)
                .add("waiting", waiting)
                .add("spare", free)
                .add("wanted", counts.wanted(waiting, free));
    }

    private static JsonObjectBuilder counts(ClusterName name, Counts counts) {
        return Json.createObjectBuilder()
                .add("name", name.value())
                .add("registered", counts.registered())
                .add("free", counts.free())
                .add("reserved", counts.reserved())
                .add("bound", counts.bound())
                .add("draining", counts.draining())
                .add("quarantined", counts.quarantined());
    }

    JsonObject instances() {
        var list = Json.createArrayBuilder();
        for (var cluster : clusters) {
            cluster.sessions()
                    .table()
                    .instances()
                    .forEach(view -> list.add(instance(cluster.name(), view)));
        }
        return Json.createObjectBuilder().add("instances", list).build();
    }

    private JsonObjectBuilder instance(ClusterName cluster, InstanceView view) {
        var json =
                Json.createObjectBuilder()
                        .add("id", view.instance().id().value())
                        .add("cluster", cluster.value())
                        .add("address", view.instance().address().toString())
                        .add("state", word(view))
                        .add("detail", view.detail())
                        .add("leaseUntil", view.leaseUntil().toString());
        times.since(view.instance().id()).ifPresent(at -> json.add("since", at.toString()));
        if (view.hold() != null) {
            addHold(view.hold(), json);
        }
        return json;
    }

    JsonObject sessions() {
        var list = Json.createArrayBuilder();
        for (var cluster : clusters) {
            for (var view : cluster.sessions().table().instances()) {
                if (view.hold() != null) {
                    list.add(session(cluster.name(), view, view.hold()));
                }
            }
        }
        return Json.createObjectBuilder().add("sessions", list).build();
    }

    private static JsonObjectBuilder session(ClusterName cluster, InstanceView view, Hold hold) {
        var json =
                Json.createObjectBuilder()
                        .add("cluster", cluster.value())
                        .add("instance", view.instance().id().value())
                        .add("state", word(view))
                        .add("since", hold.since().toString());
        addHold(hold, json);
        return json;
    }

    JsonObject queue() {
        var list = Json.createArrayBuilder();
        var rooms = Json.createArrayBuilder();
        for (var cluster : clusters) {
            var waiting = cluster.sessions().table().queue();
            waiting.forEach(place -> list.add(place(cluster.name(), place)));
            rooms.add(
                    Json.createObjectBuilder()
                            .add("cluster", cluster.name().value())
                            .add("waiting", waiting.size())
                            .add("places", cluster.places()));
        }
        return Json.createObjectBuilder().add("queue", list).add("rooms", rooms).build();
    }

    static JsonObjectBuilder place(ClusterName cluster, QueuePlace place) {
        return Json.createObjectBuilder()
                .add("cluster", cluster.value())
                .add("session", place.session().value())
                .add("owner", place.user().value())
                .add("position", place.position())
                .add("since", place.since().toString())
                .add("expectedMillis", place.expected().toMillis());
    }

    private static void addHold(Hold hold, JsonObjectBuilder json) {
        json.add("session", hold.session().value()).add("epoch", hold.epoch().value());
        if (hold instanceof Grant grant) {
            var calls = grant.calls();
            json.add("owner", grant.owner().value())
                    .add("lastUse", calls.lastUse().toString())
                    .add("callsInProgress", calls.inProgress())
                    .add("callsServed", calls.served());
        }
    }

    private static String word(InstanceView view) {
        return view.state().name().toLowerCase(Locale.ROOT);
    }
}
