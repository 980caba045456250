package io.monopod.gateway.telemetry;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.monopod.datapath.budget.Budget;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.gateway.admin.Resource;
import io.monopod.gateway.admin.SpareInstances;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.registry.RegisteredCluster;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `/metrics`: all metrics, in the format that the reader accepts. Per-call counts and the state of
/// the tables are collected at each read.
public final class Metrics {
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    /// @param registry holds the meters that other classes update
    /// @param leads whether this gateway decides: only then it knows the instances
    public Metrics(
            PrometheusRegistry registry,
            CallMeters calls,
            List<RegisteredCluster> clusters,
            BooleanSupplier leads,
            SpareInstances spare,
            DataPath dataPath) {
        this.registry = registry;
        register(calls);
        gauge("monopod_gateway_leads")
                .help("1 if this gateway gives out the instances, alone or as the leader.")
                .callback(sample -> sample.call(leads.getAsBoolean() ? 1 : 0))
                .register(registry);
        register(() -> leads.getAsBoolean() ? clusters : List.of(), spare);
        register(dataPath);
    }

    public void addTo(HttpRules listener) {
        Resource.get(listener, "/metrics", this::write);
    }

    private void write(ServerRequest request, ServerResponse response) throws IOException {
        var writer = writer(request.headers().first(HeaderNames.ACCEPT).orElse(""));
        var page = new ByteArrayOutputStream();
        writer.write(page, registry.scrape());
        Resource.send(request, response, writer.getContentType(), page.toByteArray());
    }

    /// A reader that prefers protobuf gets text: the library needs another jar to write protobuf.
    private ExpositionFormatWriter writer(String accepted) {
        var openMetrics = formats.getOpenMetricsTextFormatWriter();
        return openMetrics.accepts(accepted)
                ? openMetrics
                : formats.getPrometheusTextFormatWriter();
    }

    private void register(CallMeters calls) {
        counter("monopod_calls_total")
                .help("Calls that ended, by route, gRPC code and the gateway's reason.")
                .labelNames("route", "code", "reason")
                .callback(
                        sample ->
                                calls.forEach(
                                        (route, ending, sum) ->
                                                count(
                                                        sample,
                                                        sum,
                                                        route,
                                                        Integer.toString(ending.code()),
                                                        ending.reason())))
                .register(registry);
    }

    private void register(Supplier<List<RegisteredCluster>> clusters, SpareInstances spare) {
        gauge("monopod_instances")
                .help("Instances by state; bound ones have a session.")
                .labelNames("cluster", "state")
                .callback(
                        sample ->
                                clusters.get()
                                        .forEach(
                                                cluster ->
                                                        write(
                                                                cluster.sessions().table().counts(),
                                                                cluster.name().value(),
                                                                sample)))
                .register(registry);
        gauge("monopod_queue_length")
                .help("Sessions in the waiting room.")
                .labelNames("cluster")
                .callback(
                        sample ->
                                clusters.get()
                                        .forEach(
                                                cluster ->
                                                        sample.call(
                                                                cluster.sessions()
                                                                        .table()
                                                                        .queue()
                                                                        .size(),
                                                                cluster.name().value())))
                .register(registry);
        gauge("monopod_instances_wanted")
                .help("Instances that an autoscaler should run: in use, waited for and spare.")
                .labelNames("cluster")
                .callback(
                        sample ->
                                clusters.get()
                                        .forEach(
                                                cluster ->
                                                        sample.call(
                                                                wanted(cluster, spare),
                                                                cluster.name().value())))
                .register(registry);
    }

    private static int wanted(RegisteredCluster cluster, SpareInstances spare) {
        var table = cluster.sessions().table();
        return table.counts().wanted(table.queue().size(), spare.in(cluster.name()));
    }

    private static void write(Counts counts, String cluster, GaugeWithCallback.Callback sample) {
        sample.call(counts.free(), cluster, "free");
        sample.call(counts.reserved(), cluster, "reserved");
        sample.call(counts.bound(), cluster, "bound");
        sample.call(counts.draining(), cluster, "draining");
        sample.call(counts.quarantined(), cluster, "quarantined");
    }

    private void register(DataPath dataPath) {
        var traffic = dataPath.traffic();
        gauge("monopod_client_connections")
                .help("Open connections of clients.")
                .callback(sample -> sample.call(dataPath.clientConnections()))
                .register(registry);
        gauge("monopod_client_connections_without_token")
                .help("Those that have shown no good token.")
                .callback(sample -> sample.call(dataPath.strangers()))
                .register(registry);
        register("memory", "octets held for others", dataPath.process().memory());
        register("calls", "open calls", dataPath.process().calls());
        counter("monopod_upstream_connects_total")
                .help("Connects to instances.")
                .labelNames("result")
                .callback(
                        sample -> {
                            count(sample, traffic.connects(), "ok");
                            count(sample, traffic.failedConnects(), "failed");
                        })
                .register(registry);
        counter("monopod_bytes_total")
                .help("Octets on the wire, of both sides.")
                .labelNames("peer", "way")
                .callback(
                        sample -> {
                            count(sample, traffic.fromClients(), "client", "in");
                            count(sample, traffic.toClients(), "client", "out");
                            count(sample, traffic.fromInstances(), "instance", "in");
                            count(sample, traffic.toInstances(), "instance", "out");
                        })
                .register(registry);
    }

    private void register(String name, String what, Budget budget) {
        gauge("monopod_budget_" + name)
                .help("Of all clients together: " + what + ", by whether a good token was shown.")
                .labelNames("token")
                .callback(
                        sample -> {
                            long strangers = budget.heldByStrangers();
                            sample.call((double) strangers, "none");
                            sample.call((double) Math.max(0, budget.held() - strangers), "good");
                        })
                .register(registry);
        gauge("monopod_budget_" + name + "_limit")
                .help("How much of that there may be: " + what + ".")
                .callback(sample -> sample.call((double) budget.size()))
                .register(registry);
        counter("monopod_budget_" + name + "_refused_total")
                .help("How often there was no room for more: " + what + ".")
                .callback(sample -> count(sample, budget.refused()))
                .register(registry);
    }

    /// Doubles count exactly up to 2^53.
    private static void count(CounterWithCallback.Callback sample, long value, String... labels) {
        sample.call((double) value, labels);
    }

    private static CounterWithCallback.Builder counter(String name) {
        return CounterWithCallback.builder().name(name);
    }

    private static GaugeWithCallback.Builder gauge(String name) {
        return GaugeWithCallback.builder().name(name);
    }
}
