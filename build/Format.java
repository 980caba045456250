import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks that every Java file of the build is formatted by google-java-format (`--aosp`), or formats it:
/// `java -cp google-java-format.jar Format.java check|fix ROOT`.
final class Format {
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    public static void main(String[] args) throws IOException {
        var fix = args[0].equals("fix");
        var root = Path.of(args[1]);
        var unformatted =
                sources(root).parallelStream().filter(file -> !isFormatted(file, fix)).toList();
        unformatted.forEach(
                file -> System.err.println((fix ? "formatted " : "not formatted: ") + root.relativize(file)));
        if (!fix && !unformatted.isEmpty()) {
            System.err.println("Format them with: mvn -N process-sources -Dformat=fix");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (var modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(Format::javaFiles)
                    .toList();
        }
    }

    private static java.util.stream.Stream<Path> javaFiles(Path dir) {
        try (var files = Files.walk(dir)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isFormatted(Path file, boolean fix) {
        try {
            var source = Files.readString(file);
            var formatted =
                    FORMATTER.formatSource(
                            ImportOrderer.reorderImports(
                                    RemoveUnusedImports.removeUnusedImports(source), Style.AOSP));
            if (fix && !formatted.equals(source)) {
                Files.writeString(file, formatted);
            }
            return formatted.equals(source);
        } catch (FormatterException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
