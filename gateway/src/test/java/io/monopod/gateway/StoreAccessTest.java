package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.monopod.config.HostPort;
import io.monopod.gateway.store.etcd.Etcd;
import io.monopod.gateway.store.etcd.RealEtcd;
import io.monopod.gateway.tls.Authority;
import io.monopod.process.LocalEtcd;
import io.monopod.proto.myservice.EchoRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/// How a gateway proves itself to a real etcd, and what it says if it cannot.
@Timeout(120)
class StoreAccessTest {
    private static final String PASSWORD = "a-secret-of-the-store";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    /// The program's own jar has a logger for SLF4J, and lets Netty use `Unsafe`.
    private static final Pattern OF_TEST_CLASS_PATH = Pattern.compile("SLF4J\\(W\\): |WARNING: ");

    private final Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    StoreAccessTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsEtcd() {
        RealEtcd.require();
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
        http.close();
    }

    @Test
    void clientCertificateOpensTheStore() throws Exception {
        var authority = new Authority(directory, "authority");
        var etcd = overTls(authority);
        var own = authority.issue("gateway-to-etcd");
        var files =
                "ca: %s, certificate: %s, key: %s"
                        .formatted(
                                authority.file,
                                own.certificate().orElseThrow(),
                                own.key().orElseThrow());

        serves("localhost:" + etcd.port(), "tls: {" + files + "}");
    }

    @Test
    void wrongAuthorityOrMissingCertificateIsSaid() throws Exception {
        var authority = new Authority(directory, "authority");
        var at = "--store-endpoints=localhost:" + overTls(authority).port();
        var other = new Authority(directory, "other");

        assertThat(refusal(3, at, "--store-tls-ca=" + other.file))
                .contains("TLS fails (store.tls)", "valid certification path");
        assertThat(refusal(3, at, "--store-tls-ca=" + authority.file))
                .contains("TLS fails (store.tls)", "certificate");
        // Without TLS.
        assertThat(refusal(3, at)).contains("store.endpoints, store.tls");
    }

    @Test
    void passwordOpensTheStore() throws Exception {
        var etcd = withUsers();
        var password = Files.writeString(directory.resolve("password"), PASSWORD);

        try (var system = serves(etcd.toString(), "user: monopod, password-file: " + password)) {
            // What users may do changes, which makes older logins invalid.
            post(etcd, login(etcd), "auth/user/add", "{\"name\":\"more\",\"password\":\"x\"}");
            assertThat(system.why("s-1")).contains("holds this session");
            Eventually.holds(() -> begins(system, "s-2"));
        }
    }

    private static boolean begins(ProcessSystem system, String session) {
        return !system.login(session)
                .myServiceEcho(EchoRequest.getDefaultInstance())
                .getPodName()
                .isEmpty();
    }

    @Test
    void wrongLoginIsSaid() throws Exception {
        var etcd = withUsers();
        var at = "--store-endpoints=" + etcd;
        var wrong = Files.writeString(directory.resolve("wrong"), "not-" + PASSWORD);
        var right = Files.writeString(directory.resolve("password"), PASSWORD);

        assertThat(refusal(3, at)).contains("(store.user, store.password)", "user name is empty");
        assertThat(refusal(3, at, "--store-user=monopod", "--store-password-file=" + wrong))
                .contains("(store.user, store.password)", "invalid user ID or password");
        // The user has another prefix.
        assertThat(
                        refusal(
                                3,
                                at,
                                "--store-user=monopod",
                                "--store-password-file=" + right,
                                "--store-prefix=/other/"))
                .contains("(store.user, store.password)", "permission denied");
    }

    @Test
    void storeThatCannotBeUsedIsSaid() throws Exception {
        var etcd = plain();
        post(
                etcd,
                "",
                "kv/put",
                "{\"key\":\"%s\",\"value\":\"%s\"}"
                        .formatted(base64("/other/version"), base64("99")));
        var at = "--store-endpoints=" + etcd;
        var password = Files.writeString(directory.resolve("password"), PASSWORD);

        assertThat(refusal(2, at, "--store-prefix=/other/"))
                .startsWith("store.prefix=/other/")
                .contains("layout 99");
        assertThat(refusal(3, at, "--store-user=monopod", "--store-password-file=" + password))
                .contains("(store.user, store.password)", "authentication is not enabled");
        assertThat(refusal(3, "--store-endpoints=localhost:1"))
                .contains("localhost:1 cannot be reached (store.endpoints, store.tls)");
    }

    @Test
    void storeThatTakesNoClaimsIsSaidOnce() throws Exception {
        var etcd = plain("--quota-backend-bytes=300000");
        var warnings = new ArrayList<String>();
        var log = Logger.getLogger("io.monopod.gateway.store.etcd.ClaimWriter");
        var handler = new Recorder(warnings);
        log.addHandler(handler);
        open.add(() -> log.removeHandler(handler));
        try (var system = serves(etcd.toString(), "")) {
            var value = base64("x".repeat(100_000));
            var filling = "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(base64("fill"), value);
            Eventually.holds(() -> post(etcd, "", "kv/put", filling).contains("space exceeded"));

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> begins(system, "s-2"))
                        .hasMessage("UNAVAILABLE: service unavailable");
            }
        }
        synchronized (warnings) {
            assertThat(warnings).hasSize(1);
            assertThat(warnings.getFirst()).contains("mvcc: database space exceeded");
        }
    }

    private static final class Recorder extends Handler {
        private final List<String> warnings;

        Recorder(List<String> warnings) {
            this.warnings = warnings;
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                synchronized (warnings) {
                    warnings.add(List.of(record.getParameters()) + record.getMessage());
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /// A gateway that begins a session with that store.
    private ProcessSystem serves(String endpoint, String access) throws Exception {
        var config =
                """
                demo: true
                store: {type: etcd, endpoints: ["%s"], %s}
                """
                        .formatted(endpoint, access);
        var system = ProcessSystem.start(directory, config, List.of("a", "b"));
        open.add(system);
        Eventually.holds(() -> system.gateway().leads());
        assertThat(begins(system, "s-1")).isTrue();
        return system;
    }

    /// The one line with which a gateway ends that cannot use its store.
    private String refusal(int code, String... args) throws Exception {
        var all =
                new ArrayList<>(
                        List.of(
                                "--data-port=0",
                                "--control-port=0",
                                "--admin-port=0",
                                "--admin-token-file=" + directory.resolve("admin"),
                                "--store-type=etcd"));
        all.addAll(List.of(args));
        var process = JavaCommand.of(Main.class, all.toArray(String[]::new)).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var lines =
                process.errorReader()
                        .lines()
                        .filter(line -> !OF_TEST_CLASS_PATH.matcher(line).lookingAt())
                        .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).doesNotContain(PASSWORD).doesNotContain("\t");
        assertThat(process.exitValue()).isEqualTo(code);
        assertThat(process.inputReader().lines()).isEmpty();
        return lines.getFirst();
    }

    private HostPort plain(String... options) throws Exception {
        var etcd = new LocalEtcd(directory, 1, options);
        open.add(etcd);
        var at = etcd.endpoints().getFirst();
        try (var client = new Etcd(List.of(at), null, null, "/started/")) {
            var _ = client.sharedKey("any"); // waits until it answers
        }
        return at;
    }

    private HostPort overTls(Authority authority) throws Exception {
        var server = authority.issue("etcd");
        var etcd =
                new LocalEtcd(
                        directory,
                        1,
                        "--cert-file=" + server.certificate().orElseThrow(),
                        "--key-file=" + server.key().orElseThrow(),
                        "--client-cert-auth",
                        "--trusted-ca-file=" + authority.file);
        open.add(etcd);
        return etcd.endpoints().getFirst();
    }

    /// An etcd with a user who may use `/monopod/`.
    private HostPort withUsers() throws Exception {
        var etcd = plain();
        var range =
                "\"key\":\"%s\",\"range_end\":\"%s\""
                        .formatted(base64("/monopod/"), base64("/monopod0"));
        user(etcd, "root", "root");
        post(etcd, "", "auth/role/add", "{\"name\":\"gateways\"}");
        post(
                etcd,
                "",
                "auth/role/grant",
                "{\"name\":\"gateways\",\"perm\":{\"permType\":\"READWRITE\"," + range + "}}");
        user(etcd, "monopod", "gateways");
        post(etcd, "", "auth/enable", "{}");
        return etcd;
    }

    private void user(HostPort etcd, String name, String role) throws Exception {
        if (role.equals("root")) {
            post(etcd, "", "auth/role/add", "{\"name\":\"root\"}");
        }
        post(
                etcd,
                "",
                "auth/user/add",
                "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD));
        post(
                etcd,
                "",
                "auth/user/grant",
                "{\"user\":\"%s\",\"role\":\"%s\"}".formatted(name, role));
    }

    /// @return the administrator's token
    private String login(HostPort etcd) throws Exception {
        var answer =
                post(
                        etcd,
                        "",
                        "auth/authenticate",
                        "{\"name\":\"root\",\"password\":\"%s\"}".formatted(PASSWORD));
        var token = TOKEN.matcher(answer);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private String post(HostPort etcd, String token, String path, String json) {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + etcd + "/v3/" + path))
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
