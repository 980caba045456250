package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

/// Where `monopod top` shows what it sees.
interface TopOutput extends AutoCloseable {
    void show(TopCommand.Snapshot snapshot);

    /// The gateway could not be asked.
    void problem(String text);

    @Override
    default void close() {}

    /// For a pipe: a line for each cluster.
    record Lines(PrintWriter out, PrintWriter err) implements TopOutput {
        @Override
        public void show(TopCommand.Snapshot snapshot) {
            for (var cluster : snapshot.clusters().path("clusters")) {
                var line = new StringBuilder();
                line.append(snapshot.at().truncatedTo(ChronoUnit.SECONDS));
                cluster.properties()
                        .forEach(
                                member ->
                                        line.append(' ')
                                                .append(member.getKey())
                                                .append('=')
                                                .append(member.getValue().asText()));
                out.println(line);
            }
        }

        @Override
        public void problem(String text) {
            err.println("monopod: " + text);
        }
    }

    /// For programs: an object a line.
    record Json(PrintWriter out, PrintWriter err) implements TopOutput {
        @Override
        public void show(TopCommand.Snapshot snapshot) {
            var json = JsonNodeFactory.instance.objectNode().put("at", snapshot.at().toString());
            json.set("clusters", snapshot.clusters().path("clusters"));
            json.set("instances", snapshot.instances().path("instances"));
            json.set("queue", snapshot.queue().path("queue"));
            json.set("rooms", snapshot.queue().path("rooms"));
            out.println(json);
        }

        @Override
        public void problem(String text) {
            err.println("monopod: " + text);
        }
    }
}
