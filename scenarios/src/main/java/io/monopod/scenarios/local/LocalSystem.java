package io.monopod.scenarios.local;

import io.monopod.config.HostPort;
import io.monopod.scenarios.local.files.PrivateFiles;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Settling;
import io.monopod.scenarios.system.StoreControl;
import io.monopod.scenarios.system.SystemControl;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A gateway, or several with their store, and its instances as child processes, with their own
/// ports and join secret. Safe for use by several threads.
///
/// No process is left behind: [#close] ends them all, as does the end of this process by Ctrl-C or
/// SIGTERM. If this process is killed, the programs see their standard input close.
public final class LocalSystem implements SystemControl, AutoCloseable {
    /// Why a system of several gateways cannot be started, if it cannot.
    public static final String NO_ETCD =
            "several gateways share their sessions by etcd, which is not on the PATH: install it"
                    + " (Debian, Ubuntu: apt-get install etcd-server; macOS: brew install etcd)";

    private static final System.Logger LOG = System.getLogger(LocalSystem.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /// Long enough for a clean exit, short enough for a user who waits for the prompt.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// A program writes its start cache when it ends.
    private static final Duration GRACE_TO_WRITE = Duration.ofSeconds(60);

    private final LocalSetup setup;
    private final LocalListener listener;
    private final List<GatewayPorts> ports;
    private final PrivateFiles files;
    private final Processes processes;
    private final Thread atExit;
    private final Launcher launcher;
    private final LocalStore store = new LocalStore();
    private final Gateways gateways;
    private final Instances instances;

    private LocalSystem(LocalSetup setup, LocalListener listener) throws IOException {
        this.setup = setup;
        this.listener = listener;
        this.ports = GatewayPorts.choose(setup.port(), setup.spec().gateways());
        this.processes = new Processes(grace(setup));
        this.atExit = new Thread(this::killAtExit, "local system at exit");
        this.files = PrivateFiles.create();
        var commands = new CommandLines(setup, ports, store, files);
        this.launcher = new Launcher(setup, commands, listener, processes);
        this.gateways = new Gateways(ports, launcher, listener);
        this.instances = new Instances(launcher, listener, processes);
    }

    private static Duration grace(LocalSetup setup) {
        return switch (setup.cache()) {
            case USE -> GRACE;
            case WRITE -> GRACE_TO_WRITE;
        };
    }

    /// Starts a system and waits until it is ready: the gateway answers, and every instance is
    /// registered.
    ///
    /// @throws IOException with a message for the user, if it cannot be started; everything is
    ///   cleaned up then
    public static LocalSystem start(LocalSetup setup, LocalListener listener)
            throws IOException, InterruptedException {
        Files.createDirectories(setup.logs());
        LocalSystem system = new LocalSystem(setup, listener);
        boolean ready = false;
        try {
            Runtime.getRuntime().addShutdownHook(system.atExit);
            system.startAll();
            ready = true;
            return system;
        } finally {
            if (!ready) {
                system.close();
            }
        }
    }

    /// The first gateway's address for clients.
    public Endpoint gateway() {
        return Endpoint.plaintext("localhost", ports.getFirst().data());
    }

    /// The first gateway's address for operators (HTTP).
    public Endpoint admin() {
        return Endpoint.plaintext("localhost", ports.getFirst().admin());
    }

    /// The token for [#admin]; other programs of this user look for it there, too.
    public Path adminTokenFile() {
        return Gateways.tokenFile(ports.getFirst());
    }

    /// The first gateway's address for instances.
    public Endpoint control() {
        return Endpoint.plaintext("localhost", ports.getFirst().control());
    }

    /// All addresses of each gateway.
    public List<GatewayAddresses> addresses() {
        return gateways.views().stream()
                .map(each -> GatewayAddresses.of(each, gateways.ports(each.name())))
                .toList();
    }

    /// Where the members of the store answer; empty if there is one gateway.
    public List<HostPort> storeEndpoints() {
        return store.endpoints();
    }

    /// The addresses of a gateway.
    ///
    /// @param data for clients
    /// @param control for instances
    /// @param admin for operators (HTTP)
    /// @param adminTokenFile with the token for `admin`
    public record GatewayAddresses(
            String name, Endpoint data, Endpoint control, Endpoint admin, Path adminTokenFile) {
        private static GatewayAddresses of(GatewayView gateway, GatewayPorts ports) {
            return new GatewayAddresses(
                    gateway.name(),
                    gateway.endpoint(),
                    Endpoint.plaintext("localhost", ports.control()),
                    Endpoint.plaintext("localhost", ports.admin()),
                    Gateways.tokenFile(ports));
        }
    }

    public LocalSetup setup() {
        return setup;
    }

    /// The system as a scenario sees it.
    public TestedSystem tested() {
        return new TestedSystem(
                gateways().stream().map(GatewayView::endpoint).toList(),
                Optional.of(setup.spec().policy()),
                Optional.of(this),
                Optional.of(PrivateFiles.OTHER_USER),
                Settling.AT_ONCE);
    }

    @Override
    public List<InstanceView> instances() {
        return instances.views();
    }

    @Override
    public InstanceView addInstance() throws IOException, InterruptedException {
        return instances.add();
    }

    @Override
    public void killInstance(String name) throws IOException, InterruptedException {
        instances.kill(name);
    }

    @Override
    public void endInstance(String name) throws IOException, InterruptedException {
        instances.end(name);
    }

    @Override
    public void pauseInstance(String name) throws IOException, InterruptedException {
        instances.pause(name);
    }

    @Override
    public void resumeInstance(String name) throws IOException, InterruptedException {
        instances.resume(name);
    }

    @Override
    public InstanceView restartInstance(String name) throws IOException, InterruptedException {
        return instances.restart(name);
    }

    @Override
    public List<GatewayView> gateways() {
        return gateways.views();
    }

    @Override
    public Optional<String> leader() throws InterruptedException {
        return gateways.leader();
    }

    @Override
    public Optional<StoreControl> store() {
        return store.isStarted() ? Optional.of(store) : Optional.empty();
    }

    @Override
    public void killGateway(String name) throws IOException, InterruptedException {
        gateways.kill(name);
    }

    @Override
    public void endGateway(String name) throws IOException, InterruptedException {
        gateways.end(name);
    }

    @Override
    public void pauseGateway(String name) throws IOException, InterruptedException {
        gateways.pause(name);
    }

    @Override
    public void resumeGateway(String name) throws IOException, InterruptedException {
        gateways.resume(name);
    }

    @Override
    public void restartGateway(String name) throws IOException, InterruptedException {
        gateways.restart(name);
    }

    @Override
    public List<String> log(String name) throws IOException {
        return Files.readAllLines(launcher.logFile(name));
    }

    /// Shuts the system down; returns when every process has exited.
    @Override
    public void close() {
        processes.close();
        store.close();
        deleteFiles();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This process is exiting already, and the hook has run or is running.
            LOG.log(System.Logger.Level.TRACE, "closed during shutdown", e);
        }
    }

    /// Kills all processes: at exit there is no time for a clean end.
    private void killAtExit() {
        processes.killAll();
        store.close();
        deleteFiles();
    }

    private void deleteFiles() {
        try {
            files.delete();
            gateways.deleteTokenFiles();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "directory not deleted directory=" + files.directory(),
                    e);
        }
    }

    /// Gateways and instances start at the same time: an instance tries to register until a gateway
    /// answers, as a gateway does with the store.
    private void startAll() throws IOException, InterruptedException {
        SystemSpec spec = setup.spec();
        int hosts = setup.backend().isPresent() ? 1 : spec.instances();
        int processCount = spec.gateways() + hosts;
        progress("starting " + described(spec));
        if (spec.isShared()) {
            store.start(files.store(), setup.logs(), spec.storeMembers());
        }
        Startup startup = new Startup(START_LIMIT.plusSeconds(spec.gateways() + spec.instances()));
        gateways.launch(startup.hears());
        launchInstances(startup);
        for (int ready = 1; ready <= processCount; ready++) {
            ChildProcess process = startup.next();
            if (LocalEvent.isGateway(process.name())) {
                gateways.ready(process);
            } else if (setup.backend().isPresent()) {
                listener.on(new LocalEvent.Ready(LocalEvent.AGENT, "", ""));
            } else {
                instances.ready(process);
            }
            progress(ready + " of " + processCount + " processes ready");
        }
    }

    private void launchInstances(Startup startup) throws IOException {
        if (setup.backend().isPresent()) {
            launcher.agent(setup.backend().get(), startup.hears());
            return;
        }
        for (int i = 0; i < setup.spec().instances(); i++) {
            instances.launch(startup.hears());
        }
    }

    /// What a system consists of, in a few words.
    public static String described(SystemSpec spec) {
        String decided = spec.isShared() ? spec.gateways() + " gateways" : "a gateway";
        return decided + " and " + spec.instances() + " instances";
    }

    private void progress(String text) {
        listener.on(new LocalEvent.Progress(text));
    }
}
