package io.monopod.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// Reads a YAML file as a [Tree]. It stops at the parser's node graph, so that every value keeps
/// its line and the text that the user wrote (`08` stays `08`, `no` stays `no`).
final class YamlSource {
    /// More than any configuration needs. Stops at a node that contains itself through an alias.
    private static final int MAX_DEPTH = 20;

    private final String name;

    private YamlSource(String name) {
        this.name = name;
    }

    static Tree.Mapping read(Path file) {
        return parse(text(file), file.toString());
    }

    static Tree.Mapping parse(String text, String name) {
        try {
            // compose() alone creates no objects, but only the constructor takes the limits.
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            return new YamlSource(name).root(yaml.compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new WrongConfig(
                    name
                            + (mark == null ? "" : ":" + (mark.getLine() + 1))
                            + ": not YAML: "
                            + e.getProblem());
        } catch (YAMLException e) {
            throw new WrongConfig(name + ": not YAML: " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new WrongConfig(file + ": no such file");
        } catch (IOException e) {
            throw new WrongConfig(file + ": cannot be read as text: " + e.getMessage());
        }
    }

    private Tree.Mapping root(@Nullable Node node) {
        if (node == null) {
            return Tree.Mapping.empty();
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, 1);
        }
        throw new WrongConfig(origin(node) + ": allowed is a mapping of keys to values");
    }

    private Tree.Mapping mapping(MappingNode node, int depth) {
        var entries = new LinkedHashMap<String, Tree>();
        for (var entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new WrongConfig(origin(entry.getKeyNode()) + ": allowed is a plain key");
            }
            // "key:" with nothing after it keeps the default, as if the line were not there.
            if (!entry.getValueNode().getTag().equals(Tag.NULL)
                    && entries.put(key.getValue(), tree(entry.getValueNode(), depth + 1)) != null) {
                throw new WrongConfig(origin(key) + ": " + key.getValue() + " is there twice");
            }
        }
        return new Tree.Mapping(entries, origin(node));
    }

    private Tree tree(Node node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new WrongConfig(origin(node) + ": nested too deep");
        }
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, depth);
            case SequenceNode sequence ->
                    new Tree.Items(
                            sequence.getValue().stream()
                                    .map(item -> tree(item, depth + 1))
                                    .toList(),
                            origin(node));
            case ScalarNode scalar -> new Tree.Leaf(scalar.getValue(), origin(node));
            default ->
                    throw new WrongConfig(origin(node) + ": allowed is a value, list or mapping");
        };
    }

    private String origin(Node node) {
        return name + ":" + (node.getStartMark().getLine() + 1);
    }
}
