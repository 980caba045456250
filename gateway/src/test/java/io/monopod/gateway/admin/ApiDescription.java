package io.monopod.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

import org.yaml.snakeyaml.Yaml;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The OpenAPI document and its descriptions of answers.
record ApiDescription(JsonNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    static ApiDescription of(String yaml) {
        return new ApiDescription(JSON.valueToTree(new Yaml().load(yaml)));
    }

    /// Each in the form `GET /path/{id}`.
    Set<String> operations() {
        var operations = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        operations.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        return operations;
    }

    /// The description of this answer, with references resolved.
    JsonNode response(String method, String path, int status) {
        var response =
                document.path("paths")
                        .path(path)
                        .path(method.toLowerCase(Locale.ROOT))
                        .path("responses")
                        .path(Integer.toString(status));
        return response.has("$ref")
                ? document.at(response.get("$ref").asText().substring(1))
                : response;
    }

    Set<String> values(String pointer) {
        return StreamSupport.stream(document.at(pointer).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /// @throws AssertionError if `json` does not match the schema
    void assertValid(String json, JsonNode schema) {
        var root = JSON.createObjectNode();
        root.set("allOf", JSON.createArrayNode().add(schema));
        root.set("components", document.path("components"));
        var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        assertThat(SCHEMAS.getSchema(root, config).validate(json, InputFormat.JSON))
                .as(json)
                .isEmpty();
    }
}
