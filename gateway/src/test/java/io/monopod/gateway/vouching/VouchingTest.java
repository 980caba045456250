package io.monopod.gateway.vouching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Backend;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.token.Role;
import io.monopod.vouch.HeaderText;
import io.monopod.vouch.Statement;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How backends learn who calls: from the gateway's voucher, not from the client's token.
@Timeout(60)
class VouchingTest {
    private static final String HASH =
            "$2a$10$7crfCJ/IOCAv7RSPETqQQuvM4gd.T78jtmINP1Ajc4Z0kNg9Ol9yy";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Path dir;
    private final List<AutoCloseable> open = new ArrayList<>();

    VouchingTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private Gateway gateway(String more) throws IOException, InterruptedException {
        var users = dir.resolve("users.yaml");
        Files.writeString(
                users, "users: [{name: 'Jörg %%1', password-hash: '%s'}]".formatted(HASH));
        var secret = Files.writeString(dir.resolve("hs256"), SECRET);
        var gateway =
                LocalGateway.start(
                        dir,
                        """
                        demo: true
                        start-grace: 0s
                        lease: 10m
                        auth: {users-file: %s, hs256-secret-file: %s}
                        %s
                        """
                                .formatted(users, secret, more));
        open.add(gateway);
        return gateway;
    }

    private ScriptedInstance instance(Gateway gateway) throws IOException {
        var instance = ScriptedInstance.start("pod", gateway);
        open.add(instance);
        assertThat(instance.register()).isEqualTo(Code.OK);
        return instance;
    }

    private TestCaller client(Gateway gateway) {
        var client = new TestCaller(gateway);
        open.add(client);
        return client;
    }

    private static String field(Metadata call, String name) {
        var values = call.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        assertThat(values).as(name).hasSize(1);
        return values.iterator().next();
    }

    private static void assertVouched(ScriptedInstance instance, String user, String role) {
        var call = instance.calls.getLast();
        var statement =
                new Statement(
                        new InstanceId(instance.id),
                        new SessionId(field(call, "session-id")),
                        new Epoch(Long.parseLong(field(call, "monopod-epoch"))),
                        new UserName(HeaderText.decode(field(call, "monopod-user"))),
                        new Role(HeaderText.decode(field(call, "monopod-role"))));
        assertThat(statement.user()).isEqualTo(new UserName(user));
        assertThat(statement.role()).isEqualTo(new Role(role));
        assertThat(statement.epoch().value()).isEqualTo(instance.slot().getEpoch());
        assertThat(instance.key.vouches(field(call, "monopod-voucher"), statement)).isTrue();
    }

    /// The text form of metadata shows names only, so this checks each value.
    private static void assertNoTraceOf(String token, Metadata call) {
        for (var name : call.keys()) {
            if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                assertThat(call.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)))
                        .as(name)
                        .noneMatch(value -> value.contains(token.substring(token.length() - 20)));
            }
        }
        assertThat(call.keys()).doesNotContain("authorization");
    }

    @Test
    void instanceGetsTheVoucherInsteadOfTheToken() throws Exception {
        var gateway = gateway("");
        var instance = instance(gateway);
        var client = client(gateway);
        var token = client.login("TestUser", "s");

        for (var authorization : List.of(token, "Bearer " + token)) {
            assertThat(client.echo("authorization", authorization, "session-id", "s"))
                    .isEqualTo("pod");
            assertVouched(instance, "TestUser", "admin");
            assertNoTraceOf(token, instance.calls.getLast());
        }
    }

    @Test
    void userNameMayBeAnyText() throws Exception {
        var gateway = gateway("");
        var instance = instance(gateway);
        var client = client(gateway);
        var token = client.login("Jörg %1", "s");

        assertThat(client.echo("authorization", token, "session-id", "s")).isEqualTo("pod");

        assertVouched(instance, "Jörg %1", "user");
    }

    @Test
    void clientCannotForgeAVoucher() throws Exception {
        var gateway = gateway("");
        var instance = instance(gateway);
        var client = client(gateway);
        var token = client.login("Jörg %1", "s");

        client.echo(
                "authorization",
                token,
                "session-id",
                "s",
                "monopod-role",
                "admin",
                "Monopod-User",
                "TestUser",
                "monopod-epoch",
                "1",
                "monopod-voucher",
                "x",
                "monopod-control",
                "x");

        assertVouched(instance, "Jörg %1", "user");
        assertThat(instance.calls.getLast().keys()).doesNotContain("monopod-control");
    }

    @Test
    void tokenIsForwardedIfTheRouteSaysSo() throws Exception {
        var gateway =
                gateway(
                        """
                        routes:
                          - {prefix: /my_service.MyServiceAPI/, cluster: myservice, forward-token: true}
                        """);
        var instance = instance(gateway);
        var client = client(gateway);
        var token = "Bearer " + client.login("TestUser", "s");

        client.echo("authorization", token, "session-id", "s");

        assertThat(field(instance.calls.getLast(), "authorization")).isEqualTo(token);
        assertVouched(instance, "TestUser", "admin");
    }

    @Test
    void staticBackendGetsTheTokenByRouteOrWithoutAuth() throws Exception {
        for (var route :
                List.of("auth: required", "auth: required, forward-token: true", "auth: none")) {
            var backend = new Backend();
            open.add(backend);
            var gateway =
                    gateway(
                            """
                            clusters:
                              fixed: {type: static, addresses: ["localhost:%d"]}
                            routes:
                              - {prefix: /my_service.MyServiceAPI/, cluster: fixed, affinity: none, %s}
                            """
                                    .formatted(backend.port(), route));
            var client = client(gateway);
            var token = client.login("TestUser", "s");

            client.echo("authorization", token);

            var call = backend.heads.take();
            if (route.equals("auth: required")) {
                assertNoTraceOf(token, call);
            } else {
                assertThat(field(call, "authorization")).as(route).isEqualTo(token);
            }
        }
    }

    @Test
    void sharedSecretTokenIsAcceptedThroughTheGateway() throws Exception {
        var gateway = gateway("");
        var instance = instance(gateway);
        var client = client(gateway);
        var token = hs256("ann", "admin", "s");

        assertThat(client.echo("authorization", token, "session-id", "s")).isEqualTo("pod");

        // The configuration does not allow the token's role.
        assertVouched(instance, "ann", "");
        assertNoTraceOf(token, instance.calls.getLast());
        assertThat(instance.registry().register(instance.registration().build()).toString())
                .doesNotContain("HS256")
                .doesNotContain(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void onlyOneTokenSpellingIsAccepted() throws Exception {
        var gateway = gateway("");
        var instance = instance(gateway);
        var client = client(gateway);
        var token = client.login("TestUser", "s");

        for (var other : List.of(token + "=", token + "==", token + "====", token + ".")) {
            assertThatThrownBy(() -> client.echo("authorization", other, "session-id", "s"))
                    .hasMessage("UNAUTHENTICATED: missing or invalid token");
        }
        assertThat(instance.calls).isEmpty();
    }

    private static String hs256(String user, String role, String session) throws Exception {
        var content =
                base64("{\"alg\":\"HS256\"}")
                        + "."
                        + base64(
                                """
                                {"iss":"monopod","aud":"monopod","sub":"%s","role":"%s",\
                                "session_id":"%s","exp":%d}"""
                                        .formatted(
                                                user,
                                                role,
                                                session,
                                                Instant.now().plusSeconds(600).getEpochSecond()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
