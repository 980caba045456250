package io.monopod.scenarios.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.monopod.scenarios.cli.Cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Each mistake gets one line that says what is wrong and what to do.
class WrongUseTest {
    @TempDir private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions --admin nowhere",
                "sessions --admin localhost:x",
                "sessions --admin a_b:9090",
                "sessions -o xml",
                "sessions s-1",
                "end",
                "end a b",
                "end \u00e4",
                "why",
                "drain",
                "undrain",
                "top --interval 0",
                "top --count -1",
                "event"
            })
    void wrongUsageIsExitCode2(String line) {
        var cli = Cli.run(line.split(" ", -1));

        assertThat(cli.code()).as(cli.err()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines().count()).isBetween(2L, 3L);
        assertThat(cli.err()).contains("--help").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions",
                "instances",
                "queue",
                "why s",
                "end s",
                "drain i",
                "undrain i",
                "events",
                "events -f",
                "top"
            })
    void gatewayThatIsAwayIsExitCode3(String line) throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        var cli = Cli.run(Map.of(), (line + " --admin localhost:" + port).split(" ", -1));

        assertFailed(cli, "cannot reach the admin API at localhost:" + port, "nothing listens");
        assertThat(cli.err()).contains("--admin HOST:PORT");
    }

    @Test
    void unknownHostIsSaid() {
        assertFailed(
                Cli.run(Map.of(), "sessions", "--admin", "no-such-host.invalid:9090"),
                "there is no such host");
    }

    @Test
    void missingTokenIsSaid() throws Exception {
        try (var system = new RealSystem(directory, 0)) {
            var cli = Cli.run(Map.of("HOME", "/none"), "sessions", "--admin", system.admin());

            assertFailed(cli, "wants a token: set MONOPOD_ADMIN_TOKEN_FILE");
        }
    }

    @Test
    void wrongTokenIsSaid() throws Exception {
        try (var system = new RealSystem(directory, 0)) {
            var wrong = Map.of("MONOPOD_ADMIN_TOKEN", "no-such-token");

            for (var command : new String[] {"sessions", "events", "top"}) {
                var cli = Cli.run(wrong, command, "--admin", system.admin());

                assertFailed(cli, "wants another token", "MONOPOD_ADMIN_TOKEN_FILE");
                assertThat(cli.err()).doesNotContain("no-such-token");
            }
        }
    }

    @Test
    void tokenOfTheDemonstrationUserIsRefused() throws Exception {
        try (var system = new RealSystem(directory, 0)) {
            var token = system.client().token().orElseThrow().value();

            var cli =
                    Cli.run(
                            Map.of("MONOPOD_ADMIN_TOKEN", token),
                            "sessions",
                            "--admin",
                            system.admin());

            assertFailed(cli, "refuses this token: not for the demonstration user");
            assertThat(cli.err()).doesNotContain(token);
        }
    }

    @Test
    void tokenFileThatCannotBeReadIsNamed() {
        assertFailed(
                Cli.run(Map.of("MONOPOD_ADMIN_TOKEN_FILE", "/none/token"), "sessions"),
                "cannot read the token in MONOPOD_ADMIN_TOKEN_FILE=/none/token: there is no such"
                        + " file");
    }

    @Test
    void tokenOfSeveralWordsIsNotShown() throws Exception {
        var file = Files.writeString(directory.resolve("token"), "secret\nwords");

        var cli = Cli.run(Map.of("MONOPOD_ADMIN_TOKEN_FILE", file.toString()), "sessions");

        assertFailed(cli, "a token is one word");
        assertThat(cli.err()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500})
    void otherServerIsNoGateway(int status) throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext(
                "/",
                exchange -> {
                    var body = "<p>welcome</p>".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            var admin = "localhost:" + server.getAddress().getPort();

            assertFailed(Cli.run(Map.of(), "sessions", "--admin", admin), admin);
            assertFailed(Cli.run(Map.of(), "end", "s-1", "--admin", admin), "answers " + status);
        } finally {
            server.stop(0);
        }
    }

    private static void assertFailed(Cli cli, String... words) {
        assertThat(cli.code()).as(cli.err()).isEqualTo(3);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("monopod: ").contains(words);
        assertThat(cli.err().lines()).hasSize(1);
    }
}
