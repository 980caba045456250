package io.monopod.scenarios.operate;

import io.monopod.config.Reading;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.instance.Instance;
import io.monopod.myservice.MyServiceConfig;
import io.monopod.myservice.echo.EchoService;
import io.monopod.scenarios.admin.AdminClient;
import io.monopod.scenarios.cli.Cli;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A gateway and instances in this process, with clients.
final class RealSystem implements AutoCloseable {
    private static final Map<String, String> JOIN =
            Map.of("MONOPOD_JOIN_SECRET", "a join secret for the tests");

    private final Path directory;
    private final List<Instance> instances = new ArrayList<>();
    private final Clients clients = new Clients("t", _ -> {}, InstantSource.system());
    private final int data;
    private final int control;
    private final int admin;
    private Gateway gateway;

    RealSystem(Path directory, int count) throws InterruptedException {
        this.directory = directory;
        this.gateway = gateway(0, 0, 0);
        this.data = gateway.dataPort();
        this.control = gateway.controlPort();
        this.admin = gateway.adminPort();
        for (int i = 0; i < count; i++) {
            addInstance();
        }
    }

    private Gateway gateway(int data, int control, int admin) throws InterruptedException {
        var arguments =
                List.of(
                        "--data-port=" + data,
                        "--control-port=" + control,
                        "--admin-port=" + admin,
                        "--admin-token-file=" + tokenFile(),
                        "--auth-key-file=" + directory.resolve("key"),
                        "--start-grace=0s",
                        "--demo");
        return Gateway.start(
                ready(GatewayConfig.reader().read(arguments, JOIN)), InstantSource.system());
    }

    void addInstance() throws InterruptedException {
        var arguments = List.of("--name=pod", "--gateway=localhost:" + control);
        var config = ready(MyServiceConfig.reader().read(arguments, JOIN));
        var instance = Instance.start(config.instance(), EchoService.create(Duration.ofMillis(20)));
        instances.add(instance);
        if (!instance.awaitRegistered()) {
            throw new AssertionError("the instance is not registered");
        }
    }

    private static <T> T ready(Reading<T> reading) {
        if (reading instanceof Reading.Ready<T>(var config, _)) {
            return config;
        }
        throw new AssertionError(reading);
    }

    Path tokenFile() {
        return directory.resolve("admin-token");
    }

    Map<String, String> environment() {
        return Map.of("MONOPOD_ADMIN_TOKEN_FILE", tokenFile().toString());
    }

    String admin() {
        return "localhost:" + admin;
    }

    AdminClient api() {
        return new AdminClient(Endpoint.plaintext("localhost", admin), environment());
    }

    String pod(int index) {
        return instances.get(index).id().value();
    }

    /// A client with a token, and no session yet.
    Client client() throws InterruptedException {
        var client = clients.open(Endpoint.plaintext("localhost", data));
        client.login(Credentials.DEMO);
        return client;
    }

    /// A client whose session has an instance.
    Client session() throws InterruptedException {
        var client = client();
        client.echo("hello");
        return client;
    }

    /// Runs a command on this system.
    Cli run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--admin", admin()));
        return Cli.run(environment(), all.toArray(String[]::new));
    }

    void stopGateway() {
        gateway.close();
    }

    /// Starts it again on the same ports.
    void startGateway() throws InterruptedException {
        gateway = gateway(data, control, admin);
    }

    /// Polls for what nothing announces.
    static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("it did not happen");
            }
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    @Override
    public void close() {
        clients.close();
        instances.forEach(Instance::stop);
        gateway.close();
    }
}
