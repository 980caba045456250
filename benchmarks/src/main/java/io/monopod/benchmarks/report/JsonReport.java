package io.monopod.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.monopod.benchmarks.load.Metric;

import java.io.IOException;
import java.nio.file.Path;

/// All figures as JSON: `cases.CASE.PROXY.METRIC` is an object with `median`, `min`, `max` and all
/// `rounds`. Figures that were not measured are absent.
final class JsonReport {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    static void write(Run run, Path file) throws IOException {
        var root = JSON.createObjectNode();
        root.put("started", run.started().toString());
        root.put("seconds_per_round", run.round().toMillis() / 1000.0);
        var machine = root.putObject("machine");
        run.machine().facts().forEach(machine::put);
        var configurations = root.putObject("configurations");
        run.configurations().forEach(configurations::put);
        cases(run.results(), root.putObject("cases"));
        goals(run.results(), root.putArray("goals"));
        JSON.writeValue(file.toFile(), root);
    }

    private static void cases(Results results, ObjectNode cases) {
        for (var loadCase : results.cases()) {
            var proxies = cases.putObject(loadCase);
            for (var proxy : results.proxies(loadCase)) {
                var metrics = proxies.putObject(proxy);
                for (var metric : Metric.values()) {
                    results.rounds(loadCase, proxy, metric)
                            .ifPresent(rounds -> rounds(rounds, metrics.putObject(metric.key())));
                }
            }
        }
    }

    private static void rounds(Rounds rounds, ObjectNode figure) {
        figure.put("median", rounds.median());
        figure.put("min", rounds.min());
        figure.put("max", rounds.max());
        var values = figure.putArray("rounds");
        rounds.values().forEach(values::add);
    }

    private static void goals(Results results, ArrayNode goals) {
        for (var goal : Goals.ALL) {
            var node = goals.addObject();
            node.put("goal", goal.text());
            node.put("limit", goal.limit());
            goal.reached(results)
                    .ifPresent(
                            reached -> {
                                node.put("reached", reached);
                                node.put("met", goal.isMet(reached));
                            });
        }
    }
}
