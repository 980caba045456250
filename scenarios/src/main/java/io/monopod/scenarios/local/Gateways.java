package io.monopod.scenarios.local;

import io.monopod.process.AdminTokenFile;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.GatewayView;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The gateways of a system by place. Safe for use by several threads.
final class Gateways {
    private static final System.Logger LOG = System.getLogger(Gateways.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /// Calls may run for the drain time of 30 s.
    private static final Duration END_LIMIT = Duration.ofSeconds(40);

    private static final Duration ANSWER_LIMIT = Duration.ofMillis(500);

    /// With which a gateway exits if its store is away.
    private static final int CANNOT_START = 3;

    private final Map<String, GatewayPorts> places;
    private final Launcher launcher;
    private final LocalListener listener;
    private final Map<String, ChildProcess> processes = new ConcurrentHashMap<>();

    Gateways(List<GatewayPorts> ports, Launcher launcher, LocalListener listener) {
        this.places = named(ports);
        this.launcher = launcher;
        this.listener = listener;
    }

    private static Map<String, GatewayPorts> named(List<GatewayPorts> ports) {
        if (ports.size() == 1) {
            return Map.of(LocalEvent.GATEWAY, ports.getFirst());
        }
        Map<String, GatewayPorts> named = new LinkedHashMap<>();
        for (GatewayPorts each : ports) {
            named.put(LocalEvent.GATEWAY + "-" + (named.size() + 1), each);
        }
        return named;
    }

    List<GatewayView> views() {
        return places.entrySet().stream()
                .map(place -> new GatewayView(place.getKey(), data(place.getValue())))
                .toList();
    }

    private static Endpoint data(GatewayPorts ports) {
        return Endpoint.plaintext("localhost", ports.data());
    }

    /// Starts them all; call [#ready] for each when it is ready.
    void launch(Consumer<ChildProcess> changed) throws IOException {
        for (String name : places.keySet()) {
            launch(name, changed);
        }
    }

    private void launch(String name, Consumer<ChildProcess> changed) throws IOException {
        processes.put(name, launcher.gateway(name, ports(name), changed));
    }

    void ready(ChildProcess process) {
        listener.on(
                new LocalEvent.Ready(process.name(), "", data(ports(process.name())).authority()));
    }

    void kill(String name) throws IOException, InterruptedException {
        process(name).killAndWait(KILL_LIMIT);
    }

    void end(String name) throws IOException, InterruptedException {
        process(name).terminateAndWait(END_LIMIT);
    }

    void pause(String name) throws IOException, InterruptedException {
        process(name).pause();
    }

    void resume(String name) throws IOException, InterruptedException {
        process(name).resume();
    }

    void restart(String name) throws IOException, InterruptedException {
        kill(name);
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            Startup startup = new Startup(START_LIMIT);
            launch(name, startup.hears());
            try {
                ready(startup.next());
                return;
            } catch (ProcessFailed e) {
                boolean alone = places.size() == 1;
                if (alone
                        || process(name).exitCode() != CANNOT_START
                        || System.nanoTime() - until > 0) {
                    throw e;
                }
                LOG.log(System.Logger.Level.DEBUG, "gateway is started again name=" + name, e);
            }
        }
    }

    /// The gateway that says that it leads; the only one's name if there is one.
    Optional<String> leader() throws InterruptedException {
        if (places.size() == 1) {
            return places.keySet().stream().findFirst();
        }
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build()) {
            for (String name : places.keySet()) {
                if (leads(http, ports(name))) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean leads(HttpClient http, GatewayPorts ports) throws InterruptedException {
        URI ready = URI.create("http://localhost:" + ports.admin() + "/health/ready");
        try {
            return http.send(
                            HttpRequest.newBuilder(ready).timeout(ANSWER_LIMIT).build(),
                            BodyHandlers.discarding())
                    .headers()
                    .firstValue("monopod-role")
                    .filter("leader"::equals)
                    .isPresent();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "gateway does not answer", e);
            return false;
        }
    }

    /// Deletes what killed gateways have left.
    void deleteTokenFiles() throws IOException {
        for (GatewayPorts each : places.values()) {
            Files.deleteIfExists(tokenFile(each));
        }
    }

    static Path tokenFile(GatewayPorts ports) {
        return AdminTokenFile.of(ports.admin(), System.getenv());
    }

    GatewayPorts ports(String name) {
        GatewayPorts ports = places.get(name);
        if (ports == null) {
            throw new IllegalArgumentException("no gateway " + name);
        }
        return ports;
    }

    private ChildProcess process(String name) {
        ChildProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no gateway " + name);
        }
        return process;
    }
}
