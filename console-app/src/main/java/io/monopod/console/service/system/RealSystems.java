package io.monopod.console.service.system;

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
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.local.files.Logs;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        Probes probes = new Probes();
        List<GatewaySite> sites =
                system.addresses().stream().map(each -> site(each, probes)).toList();
        return new Local(system, logs, probes, new GatewayGroup(sites, 0));
    }

    private static GatewaySite site(LocalSystem.GatewayAddresses gateway, Probes probes) {
        URI admin = URI.create("http://" + gateway.admin().authority());
        // Read each time, because a restarted gateway has a new token.
        HttpAdmin.Tokens token = () -> Files.readString(gateway.adminTokenFile()).strip();
        return probes.site(gateway.name(), gateway.data(), Optional.of(admin), token);
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

    private record Local(LocalSystem system, Logs logs, Probes probes, GatewayGroup gateways)
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
        public void close() {
            probes.close();
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
        HttpAdmin.Tokens users = usersTokens(remote, logIn(remote));
        Probes probes = new Probes();
        List<GatewaySite> sites = new ArrayList<>();
        for (Endpoint endpoint : remote.endpoints()) {
            Optional<URI> admin = remote.admins().stream().skip(sites.size()).findFirst();
            HttpAdmin.Tokens tokens = () -> token(remote, admin.orElseThrow(), users);
            sites.add(probes.site(endpoint.authority(), endpoint, admin, tokens));
        }
        try {
            return asked(remote, sites, probes);
        } catch (IOException | InterruptedException e) {
            probes.close();
            throw e;
        }
    }

    /// Asks the first whose admin API answers.
    ///
    /// @throws IOException with a message for the user, if none can be used
    private static OpenSystem asked(RemoteGateway remote, List<GatewaySite> sites, Probes probes)
            throws IOException, InterruptedException {
        List<IOException> failures = new ArrayList<>();
        for (int site = 0; site < sites.size(); site++) {
            try {
                Optional<Policy> policy = policy(sites.get(site));
                return new Remote(remote, policy, probes, new GatewayGroup(sites, site));
            } catch (IOException e) {
                String where = remote.admins().get(site).toString();
                failures.add(
                        new IOException(
                                Texts.text("connect.no-admin", where, Failures.plain(e)), e));
            }
        }
        throw failures.getFirst();
    }

    /// Empty if the admin API is not known, or has a policy of a later version.
    private static Optional<Policy> policy(GatewaySite site)
            throws IOException, InterruptedException {
        if (site.admin().isEmpty()) {
            return Optional.empty();
        }
        String word = site.admin().get().policy();
        return Arrays.stream(Policy.values())
                .filter(policy -> policy.word().equals(word))
                .findFirst();
    }

    /// The gateway's own token if it is found, or else the user's, who may be an administrator.
    private static String token(RemoteGateway remote, URI admin, HttpAdmin.Tokens users)
            throws IOException, InterruptedException {
        if (!remote.adminToken().isEmpty()) {
            return remote.adminToken();
        }
        Optional<String> own =
                AdminTokenFile.find(admin.getHost(), admin.getPort(), System.getenv());
        return own.isPresent() ? own.get() : users.token();
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
            Client client = clients.open(remote.endpoints(), "console");
            Answer answer = client.login(remote.credentials()).answer();
            if (!answer.ok()) {
                throw new IOException(refusal(remote, answer));
            }
            return client.token().map(Token::value).orElse("");
        }
    }

    private static String refusal(RemoteGateway remote, Answer answer) {
        String where = remote.name();
        if (answer.code() == Code.PERMISSION_DENIED) {
            return Texts.text("connect.wrong-login", where, remote.credentials().username());
        }
        return answer.local()
                ? Texts.text("connect.nobody", where, Plain.message(answer))
                : Texts.text("connect.refused", where, answer.code(), answer.message());
    }

    private record Remote(
            RemoteGateway remote, Optional<Policy> policy, Probes probes, GatewayGroup gateways)
            implements OpenSystem {
        @Override
        public TestedSystem tested() {
            return TestedSystem.remote(remote.endpoints(), policy);
        }

        @Override
        public Credentials credentials() {
            return remote.credentials();
        }

        @Override
        public @Nullable SystemSpec spec() {
            return null;
        }

        @Override
        public void close() {
            probes.close();
        }
    }
}
