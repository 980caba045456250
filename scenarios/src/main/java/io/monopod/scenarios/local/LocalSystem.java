package io.monopod.scenarios.local;

import io.monopod.process.AdminTokenFile;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.Settling;
import io.monopod.scenarios.system.SystemControl;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A gateway and its instances as child processes, with their own ports and join secret. Safe for
/// use by several threads.
///
/// No process is left behind: [#close] ends them all, as does the end of this process by Ctrl-C or
/// SIGTERM. If this process is killed, the programs see their standard input close.
public final class LocalSystem implements SystemControl, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LocalSystem.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /// Long enough for a clean exit, short enough for a user who waits for the prompt.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// A program writes its start cache when it ends.
    private static final Duration GRACE_TO_WRITE = Duration.ofSeconds(60);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final LocalSetup setup;
    private final LocalListener listener;
    private final GatewayPorts ports;
    private final PrivateFiles files;
    private final Processes processes;
    private final Thread atExit;
    private final Launcher launcher;
    private final Instances instances;
    private volatile @Nullable ChildProcess gateway;

    private LocalSystem(LocalSetup setup, LocalListener listener) throws IOException {
        this.setup = setup;
        this.listener = listener;
        this.ports = GatewayPorts.choose(setup.port());
        this.processes = new Processes(grace(setup));
        this.atExit = new Thread(this::killAtExit, "local system at exit");
        this.files = PrivateFiles.create();
        var commands = new CommandLines(setup, ports, files);
        this.launcher = new Launcher(setup, commands, listener, processes);
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

    /// The gateway's address for clients.
    public Endpoint gateway() {
        return Endpoint.plaintext("localhost", ports.data());
    }

    /// The gateway's address for operators (HTTP).
    public Endpoint admin() {
        return Endpoint.plaintext("localhost", ports.admin());
    }

    /// The token for [#admin]; other programs of this user look for it there, too.
    public Path adminTokenFile() {
        return AdminTokenFile.of(ports.admin(), System.getenv());
    }

    /// The gateway's address for instances.
    public Endpoint control() {
        return Endpoint.plaintext("localhost", ports.control());
    }

    public LocalSetup setup() {
        return setup;
    }

    /// The system as a scenario sees it.
    public TestedSystem tested() {
        return new TestedSystem(
                gateway(),
                setup.spec().policy(),
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
    public void killGateway() throws IOException, InterruptedException {
        ChildProcess running = gateway;
        if (running != null) {
            running.killAndWait(KILL_LIMIT);
        }
    }

    @Override
    public void pauseGateway() throws IOException, InterruptedException {
        ChildProcess running = gateway;
        if (running != null) {
            running.pause();
        }
    }

    @Override
    public void resumeGateway() throws IOException, InterruptedException {
        ChildProcess running = gateway;
        if (running != null) {
            running.resume();
        }
    }

    @Override
    public void restartGateway() throws IOException, InterruptedException {
        killGateway();
        Startup startup = new Startup(START_LIMIT);
        gateway = launcher.gateway(startup.hears());
        startup.next();
        reportGatewayReady();
    }

    @Override
    public List<String> log(String name) throws IOException {
        return Files.readAllLines(launcher.logFile(name));
    }

    /// Shuts the system down; returns when every process has exited.
    @Override
    public void close() {
        processes.close();
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
        deleteFiles();
    }

    private void deleteFiles() {
        try {
            files.delete();
            // A killed gateway does not delete it.
            Files.deleteIfExists(adminTokenFile());
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "directory not deleted directory=" + files.directory(),
                    e);
        }
    }

    /// Gateway and instances start at the same time: an instance tries to register until the
    /// gateway answers.
    private void startAll() throws IOException, InterruptedException {
        int wanted = setup.backend().isPresent() ? 1 : setup.spec().instances();
        progress("starting a gateway and " + setup.spec().instances() + " instances");
        Startup startup = new Startup(START_LIMIT.plusSeconds(setup.spec().instances()));
        ChildProcess starting = launcher.gateway(startup.hears());
        gateway = starting;
        launchInstances(startup);
        for (int ready = 1; ready <= 1 + wanted; ready++) {
            ChildProcess process = startup.next();
            if (process == starting) {
                reportGatewayReady();
            } else if (setup.backend().isPresent()) {
                listener.on(new LocalEvent.Ready(LocalEvent.AGENT, "", ""));
            } else {
                instances.ready(process);
            }
            progress(ready + " of " + (1 + wanted) + " processes ready");
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

    private void reportGatewayReady() {
        listener.on(new LocalEvent.Ready(LocalEvent.GATEWAY, "", gateway().authority()));
    }

    private void progress(String text) {
        listener.on(new LocalEvent.Progress(text));
    }
}
