package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.JsonNode;

import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/// Prints one table of the admin API.
abstract class TableCommand implements Callable<Integer> {
    private final String path;
    private final BiFunction<JsonNode, Instant, Table> table;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private final AdminOptions options;

    TableCommand(
            Map<String, String> environment,
            String path,
            BiFunction<JsonNode, Instant, Table> table) {
        this.options = new AdminOptions(environment);
        this.path = path;
        this.table = table;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var admin = options.client()) {
            var json = admin.get(path);
            var out = spec.commandLine().getOut();
            if (options.json()) {
                out.println(json);
            } else {
                table.apply(json, Instant.now()).lines().forEach(out::println);
            }
            return 0;
        }
    }
}
