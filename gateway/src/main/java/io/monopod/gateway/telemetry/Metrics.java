package io.monopod.gateway.telemetry;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.monopod.gateway.proxy.DataPath;
import io.monopod.gateway.registry.RegisteredCluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// `/metrics`: everything that is counted, when it is asked for.
public final class Metrics {
    private static final String CLUSTER = "cluster";

    private final CallMeters calls;
    private final SessionMeters sessions;
    private final List<RegisteredCluster> clusters;
    private final DataPath dataPath;

    public Metrics(
            CallMeters calls,
            SessionMeters sessions,
            List<RegisteredCluster> clusters,
            DataPath dataPath) {
        this.calls = calls;
        this.sessions = sessions;
        this.clusters = List.copyOf(clusters);
        this.dataPath = dataPath;
    }

    /// Adds it to the admin listener.
    public void addTo(HttpRouting.Builder listener) {
        listener.get(
                "/metrics",
                (_, response) ->
                        response.header(HeaderNames.CONTENT_TYPE, PrometheusText.CONTENT_TYPE)
                                .send(text()));
    }

    String text() {
        var text = new PrometheusText();
        writeCalls(text);
        writeInstances(text);
        writeSessions(text);
        writeQueues(text);
        writeDataPath(text);
        return text.toString();
    }

    private void writeCalls(PrometheusText text) {
        text.family(
                "monopod_calls_total",
                "counter",
                "Calls that ended, by route, gRPC code and the gateway's reason.");
        calls.byRoute()
                .forEach(
                        (route, counts) ->
                                counts.sums()
                                        .forEach(
                                                (ending, sum) ->
                                                        text.sample(
                                                                "monopod_calls_total",
                                                                sum,
                                                                "route",
                                                                route,
                                                                "code",
                                                                Integer.toString(ending.code()),
                                                                "reason",
                                                                ending.reason())));
    }

    private void writeInstances(PrometheusText text) {
        text.family("monopod_instances", "gauge", "Instances by state; bound ones have a session.");
        for (var cluster : clusters) {
            var counts = cluster.counts();
            byCluster(text, "monopod_instances", cluster, counts.free(), "state", "free");
            byCluster(text, "monopod_instances", cluster, counts.reserved(), "state", "reserved");
            byCluster(text, "monopod_instances", cluster, counts.bound(), "state", "bound");
            byCluster(text, "monopod_instances", cluster, counts.draining(), "state", "draining");
            byCluster(
                    text,
                    "monopod_instances",
                    cluster,
                    counts.quarantined(),
                    "state",
                    "quarantined");
        }
        var lost = "monopod_instances_lost_total";
        text.family(lost, "counter", "Instances lost, by reason.");
        forEach(
                (cluster, meters) ->
                        meters.lost.forEach(
                                (reason, count) ->
                                        byCluster(
                                                text,
                                                lost,
                                                cluster,
                                                count.sum(),
                                                "reason",
                                                reason.label())));
    }

    private void writeSessions(PrometheusText text) {
        var ended = "monopod_sessions_ended_total";
        text.family(ended, "counter", "Sessions ended, by reason.");
        forEach(
                (cluster, meters) ->
                        meters.ended.forEach(
                                (reason, count) ->
                                        byCluster(
                                                text,
                                                ended,
                                                cluster,
                                                count.sum(),
                                                "reason",
                                                reason.label())));
        var replays = "monopod_replays_total";
        text.family(replays, "counter", "Calls sent again after a loss.");
        forEach((cluster, meters) -> byCluster(text, replays, cluster, meters.replayed.sum()));
        var grants = "monopod_grant_seconds";
        text.family(grants, "histogram", "From the reservation of an instance to its bind.");
        forEach(
                (cluster, meters) ->
                        text.histogram(grants, meters.grants, CLUSTER, cluster.name().value()));
    }

    private void writeQueues(PrometheusText text) {
        var length = "monopod_queue_length";
        text.family(length, "gauge", "Sessions in the waiting room.");
        clusters.forEach(cluster -> byCluster(text, length, cluster, cluster.queue().size()));
        var left = "monopod_queue_left_seconds";
        text.family(
                left,
                "histogram",
                "How long those waited who left the waiting room before their turn.");
        forEach(
                (cluster, meters) ->
                        text.histogram(left, meters.leftQueue, CLUSTER, cluster.name().value()));
    }

    private void forEach(BiConsumer<RegisteredCluster, SessionMeters.OfCluster> action) {
        clusters.forEach(cluster -> action.accept(cluster, sessions.of(cluster.name())));
    }

    private static void byCluster(
            PrometheusText text,
            String name,
            RegisteredCluster cluster,
            long value,
            String... labels) {
        var all = new ArrayList<String>(List.of(CLUSTER, cluster.name().value()));
        all.addAll(List.of(labels));
        text.sample(name, value, all.toArray(String[]::new));
    }

    private void writeDataPath(PrometheusText text) {
        var traffic = dataPath.traffic();
        text.family("monopod_client_connections", "gauge", "Open connections of clients.")
                .sample("monopod_client_connections", dataPath.clientConnections());
        text.family("monopod_upstream_connects_total", "counter", "Connects to instances.")
                .sample("monopod_upstream_connects_total", traffic.connects(), "result", "ok")
                .sample(
                        "monopod_upstream_connects_total",
                        traffic.failedConnects(),
                        "result",
                        "failed");
        text.family("monopod_bytes_total", "counter", "Octets on the wire, of both sides.")
                .sample("monopod_bytes_total", traffic.fromClients(), "peer", "client", "way", "in")
                .sample("monopod_bytes_total", traffic.toClients(), "peer", "client", "way", "out")
                .sample(
                        "monopod_bytes_total",
                        traffic.fromInstances(),
                        "peer",
                        "instance",
                        "way",
                        "in")
                .sample(
                        "monopod_bytes_total",
                        traffic.toInstances(),
                        "peer",
                        "instance",
                        "way",
                        "out");
    }
}
