package io.monopod.console.desk;

import io.monopod.console.text.Texts;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.local.Installation;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;

/// Real gateways: child processes of this one, or somebody else's.
public final class RealSystems implements Systems {
    @Override
    public OpenSystem startLocal(SystemSpec spec, LocalListener listener)
            throws IOException, InterruptedException {
        var logs = Files.createTempDirectory("monopod-logs");
        var setup = new LocalSetup(Installation.find(), spec, 0, logs);
        return new Local(LocalSystem.start(setup, listener));
    }

    private record Local(LocalSystem system) implements OpenSystem {
        @Override
        public TestedSystem tested() {
            return system.tested();
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
        public URI admin() {
            return URI.create("http://" + system.admin().authority());
        }

        @Override
        public void close() {
            system.close();
        }
    }

    @Override
    public OpenSystem connect(RemoteGateway remote) throws IOException, InterruptedException {
        Answer answer = tryLogin(remote);
        if (!answer.ok()) {
            throw new IOException(refusal(remote, answer));
        }
        return new Remote(remote);
    }

    private static Answer tryLogin(RemoteGateway remote) throws InterruptedException {
        try (Clients clients = new Clients("connect", event -> {}, InstantSource.system())) {
            return clients.open(remote.endpoint()).login(remote.credentials()).answer();
        }
    }

    private static String refusal(RemoteGateway remote, Answer answer) {
        String where = remote.endpoint().authority();
        if (answer.code() == Code.PERMISSION_DENIED) {
            return Texts.text("connect.wrong-login", where, remote.credentials().username());
        }
        return answer.local()
                ? Texts.text("connect.nobody", where, answer.message())
                : Texts.text("connect.refused", where, answer.code(), answer.message());
    }

    private record Remote(RemoteGateway gateway) implements OpenSystem {
        @Override
        public TestedSystem tested() {
            return TestedSystem.remote(gateway.endpoint(), gateway.policy());
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
        public @Nullable URI admin() {
            return gateway.admin();
        }

        @Override
        public void close() {}
    }
}
