package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.HttpAdmin;
import io.monopod.console.service.Failures;
import io.monopod.console.text.Plain;
import io.monopod.console.text.Texts;
import io.monopod.process.AdminTokenFile;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.client.Token;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.local.Installation;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.local.Logs;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Real gateways: child processes of this one, or remote ones.
public final class RealSystems implements Systems {
    private static final System.Logger LOG = System.getLogger(RealSystems.class.getName());

    /// Well below a token's lifetime.
    private static final Duration TOKEN_USE = Duration.ofMinutes(5);

    @Override
    public OpenSystem startLocal(SystemSpec spec, LocalListener listener)
            throws IOException, InterruptedException {
        Logs logs = Logs.in(null);
        LocalSystem system = start(spec, listener, logs);
        URI base = URI.create("http://" + system.admin().authority());
        HttpClient http = HttpClient.newHttpClient();
        return new Local(system, logs, http, base, new HealthProbe(http, base, system.gateway()));
    }

    private static LocalSystem start(SystemSpec spec, LocalListener listener, Logs logs)
            throws IOException, InterruptedException {
        try {
            var setup = new LocalSetup(Installation.find(), spec, 0, logs.directory());
            return LocalSystem.start(setup, listener);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + logs.hint(), e);
        } catch (InterruptedException e) {
            logs.discard();
            throw e;
        }
    }

    private record Local(
            LocalSystem system, Logs logs, HttpClient http, URI base, HealthProbe probe)
            implements OpenSystem {
        @Override
        public TestedSystem tested() {
            return system.tested();
        }

        @Override
        public Optional<Policy> policy() {
            return Optional.of(system.setup().spec().policy());
        }

        @Override
        public Credentials credentials() {
            return Credentials.DEMO;
        }

        @Override
        public SystemSpec spec() {
            return system.setup().spec();
        }

        @Override
        public Optional<GatewayAdmin> admin() {
            return Optional.of(new HttpAdmin(http, base, this::token));
        }

        /// Read each time, because a restarted gateway has a new token.
        private String token() throws IOException {
            return Files.readString(system.adminTokenFile()).strip();
        }

        @Override
        public void close() {
            http.shutdownNow();
            probe.close();
            system.close();
            try {
                logs.discard();
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "directory not deleted directory=" + logs.directory(),
                        e);
            }
        }
    }

    @Override
    public OpenSystem connect(RemoteGateway remote) throws IOException, InterruptedException {
        String token = logIn(remote);
        HttpClient http = HttpClient.newHttpClient();
        Optional<GatewayAdmin> admin =
                Optional.ofNullable(remote.admin())
                        .map(base -> new HttpAdmin(http, base, tokens(remote, base, token)));
        return new Remote(
                remote,
                policy(remote, admin),
                http,
                admin,
                new HealthProbe(http, remote.admin(), remote.endpoint()));
    }

    /// Empty if the admin API is not known, or has a policy of a later version.
    ///
    /// @throws IOException with a message for the user, if the admin API cannot be used
    private static Optional<Policy> policy(RemoteGateway remote, Optional<GatewayAdmin> admin)
            throws IOException, InterruptedException {
        if (admin.isEmpty()) {
            return Optional.empty();
        }
        try {
            String word = admin.get().policy();
            return Arrays.stream(Policy.values())
                    .filter(policy -> policy.word().equals(word))
                    .findFirst();
        } catch (IOException e) {
            throw new IOException(
                    Texts.text(
                            "connect.no-admin", String.valueOf(remote.admin()), Failures.plain(e)),
                    e);
        }
    }

    /// The gateway's own token if it is found, or else the user's, who may be an administrator.
    private static HttpAdmin.Tokens tokens(RemoteGateway remote, URI base, String first) {
        HttpAdmin.Tokens users = usersTokens(remote, first);
        return () -> {
            if (!remote.adminToken().isEmpty()) {
                return remote.adminToken();
            }
            Optional<String> own =
                    AdminTokenFile.find(base.getHost(), base.getPort(), System.getenv());
            return own.isPresent() ? own.get() : users.token();
        };
    }

    private static HttpAdmin.Tokens usersTokens(RemoteGateway remote, String first) {
        return new HttpAdmin.Tokens() {
            private String token = first;
            private long until = System.nanoTime() + TOKEN_USE.toNanos();

            @Override
            public synchronized String token() throws IOException, InterruptedException {
                if (System.nanoTime() - until > 0) {
                    token = logIn(remote);
                    until = System.nanoTime() + TOKEN_USE.toNanos();
                }
                return token;
            }
        };
    }

    private static String logIn(RemoteGateway remote) throws IOException, InterruptedException {
        try (Clients clients = new Clients("connect", event -> {}, InstantSource.system())) {
            Client client = clients.open(remote.endpoint(), "console");
            Answer answer = client.login(remote.credentials()).answer();
            if (!answer.ok()) {
                throw new IOException(refusal(remote, answer));
            }
            return client.token().map(Token::value).orElse("");
        }
    }

    private static String refusal(RemoteGateway remote, Answer answer) {
        String where = remote.endpoint().authority();
        if (answer.code() == Code.PERMISSION_DENIED) {
            return Texts.text("connect.wrong-login", where, remote.credentials().username());
        }
        return answer.local()
                ? Texts.text("connect.nobody", where, Plain.message(answer))
                : Texts.text("connect.refused", where, answer.code(), answer.message());
    }

    private record Remote(
            RemoteGateway gateway,
            Optional<Policy> policy,
            HttpClient http,
            Optional<GatewayAdmin> admin,
            HealthProbe probe)
            implements OpenSystem {
        @Override
        public TestedSystem tested() {
            return TestedSystem.remote(gateway.endpoint(), policy);
        }

        @Override
        public Credentials credentials() {
            return gateway.credentials();
        }

        @Override
        public @Nullable SystemSpec spec() {
            return null;
        }

        @Override
        public void close() {
            http.shutdownNow();
            probe.close();
        }
    }
}
