package io.monopod.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads YAML files of the repository as JSON.
final class Documents {
    static final Path ROOT = Path.of("..");

    private Documents() {}

    static List<JsonObject> in(Path file) {
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            var documents = yaml.loadAll(Files.readString(file)).spliterator();
            return StreamSupport.stream(documents, false)
                    .map(document -> new Gson().toJsonTree(document).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The value at a path of keys; in lists, of element names: `spec.ports.grpc.port`.
    static JsonElement at(JsonObject document, String path) {
        JsonElement here = document;
        for (var key : path.split("\\.", -1)) {
            here = here instanceof JsonArray list ? named(list, key) : child(here, key, path);
        }
        return here;
    }

    private static JsonElement child(JsonElement parent, String key, String path) {
        var child = parent.getAsJsonObject().get(key);
        if (child == null) {
            throw new AssertionError("no " + key + " of " + path + " in " + parent);
        }
        return child;
    }

    private static JsonElement named(JsonArray list, String name) {
        return elements(list)
                .filter(element -> element.getAsJsonObject().get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing named " + name + " in " + list));
    }

    static Stream<JsonElement> elements(JsonElement list) {
        return StreamSupport.stream(list.getAsJsonArray().spliterator(), false);
    }
}
