package io.monopod.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.ClusterName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConfigReaderTest {
    public enum Mode {
        EXCLUSIVE,
        VERY_STRICT
    }

    public record Listener(
            @Key(value = "localhost", doc = "address to listen on") String host,
            @Key(value = "10000", doc = "port; 0 takes a free one") int port) {
        public Listener {
            InvalidSetting.unless(port >= 0 && port <= 65535, "port", port, "0 to 65535");
        }
    }

    public record Door(
            @Key(doc = "where it leads") String to,
            @Key(value = "false", doc = "whether it is open") boolean open) {}

    public record Sample(
            @Key(doc = "the clients' side") Listener data,
            @Key(value = "false", doc = "for demonstration") boolean demo,
            @Key(value = "exclusive", doc = "how to assign") Mode mode,
            @Key(value = "3s", doc = "how long") Duration lease,
            @Key(value = "64KiB", doc = "how much") ByteSize bufferSize,
            @Key(doc = "users") Optional<Path> usersFile,
            @Key(doc = "a secret") Optional<Secret> joinSecret,
            @Key(value = "a,b", doc = "several") List<String> names,
            @Key(value = "myservice", doc = "an id") ClusterName cluster,
            @Key(doc = "peers") List<HostPort> peers,
            @Key(doc = "doors") List<Door> doors,
            @Key(doc = "rooms") Map<String, Door> rooms) {}

    private static final ConfigReader<Sample> READER =
            new ConfigReader<>(Sample.class, new Program("sample", "SAMPLE_"));

    private final Path directory;

    ConfigReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyKeyHasItsDefault() {
        assertThat(ConfigReader.defaults(Sample.class))
                .isEqualTo(
                        new Sample(
                                new Listener("localhost", 10000),
                                false,
                                Mode.EXCLUSIVE,
                                Duration.ofSeconds(3),
                                new ByteSize(65536),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("a", "b"),
                                new ClusterName("myservice"),
                                List.of(),
                                List.of(),
                                Map.of()));
    }

    @Test
    void fileSetsEveryKeyButSecrets() throws IOException {
        var file =
                file(
                        """
                        data:
                          host: 0.0.0.0
                          port: 8443
                        demo: true
                        mode: very-strict
                        lease: 250ms
                        buffer-size: 1MiB
                        users-file: /etc/users.yaml
                        names: [x]
                        cluster: other
                        peers:
                          - one:1
                          - "[::1]:2"
                        doors:
                          - to: cellar
                        rooms:
                          attic: {to: sky, open: true}
                        """);

        assertThat(ready(List.of("--config", file), Map.of()))
                .isEqualTo(
                        new Sample(
                                new Listener("0.0.0.0", 8443),
                                true,
                                Mode.VERY_STRICT,
                                Duration.ofMillis(250),
                                new ByteSize(1 << 20),
                                Optional.of(Path.of("/etc/users.yaml")),
                                Optional.empty(),
                                List.of("x"),
                                new ClusterName("other"),
                                List.of(new HostPort("one", 1), new HostPort("::1", 2)),
                                List.of(new Door("cellar", false)),
                                Map.of("attic", new Door("sky", true))));
    }

    @Test
    void commandLineOverridesEnvironmentAndEnvironmentOverridesFile() throws IOException {
        var file = file("{data: {host: file, port: 1}, lease: 1s}");

        var config =
                ready(
                        List.of("--data-port=3", "--demo", "--names", "p, q"),
                        Map.of(
                                "SAMPLE_CONFIG", file,
                                "SAMPLE_DATA_PORT", "2",
                                "SAMPLE_LEASE", "2s",
                                "SAMPLE_JOIN_SECRET", "s3cret"));

        assertThat(config.data()).isEqualTo(new Listener("file", 3));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.demo()).isTrue();
        assertThat(config.names()).containsExactly("p", "q");
        assertThat(config.joinSecret()).contains(new Secret("s3cret"));
    }

    @Test
    void emptyVariableCountsAsUnset() {
        assertThat(ready(List.of(), Map.of("SAMPLE_DATA_PORT", "")).data().port()).isEqualTo(10000);
    }

    @Test
    void unknownVariableOnlyAddsNote() {
        var reading =
                READER.read(List.of(), Map.of("SAMPLE_SERVICE_HOST", "10.0.0.1", "OTHER", "x"));

        assertThat(reading)
                .isEqualTo(
                        new Reading.Ready<>(
                                ConfigReader.defaults(Sample.class),
                                List.of(
                                        "environment variable SAMPLE_SERVICE_HOST is not a key and"
                                                + " was ignored")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    --data-port=70000  | data.port=70000 (--data-port): allowed is 0 to 65535
                    --data-port=x      | data.port=x (--data-port): allowed is a whole number
                    --demo=yes         | demo=yes (--demo): allowed is true or false
                    --mode=loose       | mode=loose (--mode): allowed is exclusive or very-strict
                    --lease=3          | lease=3 (--lease): allowed is a duration like 250ms, 3s, 5m, 1h or 1d
                    --buffer-size=1MB  | buffer-size=1MB (--buffer-size): allowed is a number of bytes like 65536, 64KiB, 1MiB or 1GiB
                    --buffer-size=999999999999GiB | buffer-size=999999999999GiB (--buffer-size): allowed is a number of bytes like 65536, 64KiB, 1MiB or 1GiB
                    --peers=a:1,b      | peers[1]=b (--peers): allowed is host:port with a port of 1 to 65535
                    --peers=::1:1      | peers[0]=::1:1 (--peers): allowed is host:port with a port of 1 to 65535, an IPv6 address in brackets
                    --cluster=         | cluster (--cluster): a value is needed
                    --lease            | --lease (command line): a value is needed
                    --doors=x          | unknown flag --doors (command line): allowed is what --help lists
                    --nonsense=s3cret  | unknown flag --nonsense (command line): allowed is what --help lists
                    s3cret             | unexpected argument (command line): allowed is what --help lists
                    --join-secret=s3cret | join-secret (--join-secret): allowed only in the environment, as SAMPLE_JOIN_SECRET
                    --config=/no/such.yaml | /no/such.yaml: no such file
                    """)
    void commandLineErrorNamesKeyValueAndWhatIsAllowed(String arg, String line) {
        assertThat(READER.read(List.of(arg), Map.of())).isEqualTo(new Reading.Wrong<>(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    data: {port: -1}        | data.port=-1 (FILE:1): allowed is 0 to 65535
                    data: 7                 | data (FILE:1): allowed is a mapping of keys to values
                    data: {prot: 1}         | unknown key data.prot (FILE:1): allowed is host, port
                    lease: [1s]             | lease (FILE:1): allowed is one value
                    doors: x                | doors (FILE:1): allowed is a list
                    doors: [{}]             | doors[0].to (default): a value is needed
                    doors: [{to: a, on: b}] | unknown key doors[0].on (FILE:1): allowed is to, open
                    rooms: {r: {to: [a]}}   | rooms.r.to (FILE:1): allowed is one value
                    join-secret: abc        | join-secret (FILE:1): allowed only in the environment, as SAMPLE_JOIN_SECRET
                    - a                     | FILE:1: allowed is a mapping of keys to values
                    {demo: true, demo: false} | FILE:1: demo is there twice
                    lease: "1s              | FILE:1: not YAML: found unexpected end of stream
                    rooms: &r {a: *r}       | FILE:1: nested too deep
                    """)
    void fileErrorNamesTheLine(String content, String line) throws IOException {
        var file = file(content);

        assertThat(READER.read(List.of("--config", file), Map.of()))
                .isEqualTo(new Reading.Wrong<>(line.replace("FILE", file)));
    }

    @Test
    void helpListsEveryKeyWithDefaultAndPurpose() {
        assertThat(READER.read(List.of("--help"), Map.of()))
                .isInstanceOfSatisfying(
                        Reading.Help.class,
                        help ->
                                assertThat(help.text())
                                        .contains(
                                                "usage: sample",
                                                "--data-port NUMBER",
                                                "port; 0 takes a free one [10000]",
                                                "--demo\n",
                                                "--mode exclusive|very-strict",
                                                "--users-file FILE",
                                                "--peers HOST:PORT,...",
                                                "SAMPLE_JOIN_SECRET (environment only)",
                                                "doors: (file only)",
                                                "SAMPLE_LOG_LEVEL"));
    }

    private Sample ready(List<String> args, Map<String, String> environment) {
        return switch (READER.read(args, environment)) {
            case Reading.Ready<Sample>(var config, _) -> config;
            case Reading.Help<Sample>(var text) -> throw new AssertionError(text);
            case Reading.Wrong<Sample>(var line) -> throw new AssertionError(line);
        };
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("sample.yaml"), content).toString();
    }
}
