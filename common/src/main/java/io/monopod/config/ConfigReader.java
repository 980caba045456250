package io.monopod.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads a program's configuration from, in rising precedence, the defaults, a YAML file (`--config
/// FILE` or the variable `..._CONFIG`), the environment and the command line.
public final class ConfigReader<T extends Record> {
    private final Class<T> type;
    private final Program program;
    private final List<Schema.Setting> settings;

    /// @param type a public record with a [Key] on every component
    public ConfigReader(Class<T> type, Program program) {
        this.type = type;
        this.program = program;
        this.settings = Schema.settings(type);
    }

    /// The configuration with every key at its default.
    public static <T extends Record> T defaults(Class<T> type) {
        return Binder.bind(type, Tree.Mapping.empty(), "");
    }

    /// Reads a file in the same format that is not a program's configuration, such as a list of
    /// users. `--help` does not apply.
    public static <T extends Record> Reading<T> readFile(Class<T> type, Path file) {
        try {
            return new Reading.Ready<>(Binder.bind(type, YamlSource.read(file), ""), List.of());
        } catch (WrongConfig e) {
            return new Reading.Wrong<>(e.line());
        }
    }

    public Reading<T> read(List<String> args, Map<String, String> environment) {
        try {
            var flags = Flags.parse(args, settings);
            if (flags.help()) {
                return new Reading.Help<>(HelpText.of(program, settings));
            }
            var tree = file(flags, environment);
            refuseSecrets(tree);
            var notes = addEnvironment(tree, environment);
            addFlags(tree, flags);
            return new Reading.Ready<>(Binder.bind(type, tree, ""), notes);
        } catch (WrongConfig e) {
            return new Reading.Wrong<>(e.line());
        }
    }

    private Tree.Mapping file(Flags flags, Map<String, String> environment) {
        var file = flags.values().getOrDefault(Flags.CONFIG, environment.get(configVariable()));
        return file == null ? Tree.Mapping.empty() : YamlSource.read(Path.of(file));
    }

    private String configVariable() {
        return program.prefix() + "CONFIG";
    }

    private void refuseSecrets(Tree.Mapping tree) {
        for (var setting : settings) {
            var found = setting.isSecret() ? lookUp(tree, setting.path()) : null;
            if (found != null) {
                throw notHere(setting, found.origin());
            }
        }
    }

    private WrongConfig notHere(Schema.Setting setting, String origin) {
        return new WrongConfig(
                "%s (%s): allowed only in the environment, as %s"
                        .formatted(setting.name(), origin, setting.variable(program.prefix())));
    }

    private static @Nullable Tree lookUp(Tree.Mapping tree, List<String> path) {
        var inner = tree.entries().get(path.getFirst());
        if (path.size() == 1 || inner == null) {
            return inner;
        }
        return inner instanceof Tree.Mapping section
                ? lookUp(section, path.subList(1, path.size()))
                : null;
    }

    /// An unknown variable only adds a note: Kubernetes adds some for every service
    /// (`MONOPOD_GATEWAY_SERVICE_HOST`), and programs with the same prefix may share an
    /// environment.
    private List<String> addEnvironment(Tree.Mapping tree, Map<String, String> environment) {
        var unknown = new ArrayList<String>();
        environment.keySet().stream()
                .filter(name -> name.startsWith(program.prefix()))
                .forEach(unknown::add);
        unknown.remove(configVariable());
        for (var setting : settings) {
            var name = setting.variable(program.prefix());
            var text = environment.get(name);
            unknown.remove(name);
            // An empty value counts as unset: compose sets a variable that it does not know to "".
            if (setting.fitsOneText() && text != null && !text.isEmpty()) {
                tree.put(setting.path(), new Tree.Leaf(text, name));
            }
        }
        return unknown.stream()
                .sorted()
                .map(name -> "environment variable " + name + " is not a key and was ignored")
                .toList();
    }

    private void addFlags(Tree.Mapping tree, Flags flags) {
        for (var setting : settings) {
            var text = flags.values().get(setting.flag());
            if (text == null) {
                continue;
            }
            if (setting.isSecret()) {
                throw notHere(setting, setting.flag());
            }
            tree.put(setting.path(), new Tree.Leaf(text, setting.flag()));
        }
    }
}
