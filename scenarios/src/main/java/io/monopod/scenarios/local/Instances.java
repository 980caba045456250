package io.monopod.scenarios.local;

import static java.util.Comparator.naturalOrder;

import io.monopod.scenarios.system.InstanceView;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The instances of a system by place. Safe for use by several threads.
final class Instances {
    private static final System.Logger LOG = System.getLogger(Instances.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /// Its session may run for the drain time of 5 s; then the instance deregisters.
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    private final Launcher launcher;
    private final LocalListener listener;
    private final Processes processes;

    private final AtomicInteger lastNumber = new AtomicInteger();

    /// Guarded by itself; ordered by the number in the name.
    private final Map<String, InstancePlace> places =
            new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(naturalOrder()));

    Instances(Launcher launcher, LocalListener listener, Processes processes) {
        this.launcher = launcher;
        this.listener = listener;
        this.processes = processes;
    }

    List<InstanceView> views() {
        synchronized (places) {
            return places.values().stream().map(InstancePlace::view).toList();
        }
    }

    /// Starts the next instance; call [#ready] when it is ready.
    void launch(Consumer<ChildProcess> changed) throws IOException {
        launcher.instance(nextName(), changed, this::replace);
    }

    /// Puts a ready process in its place.
    InstancePlace ready(ChildProcess process) throws ProcessFailed {
        InstancePlace place = InstancePlace.of(process);
        put(place);
        listener.on(
                new LocalEvent.Ready(
                        place.name(), place.pod(), place.view().endpoint().authority()));
        return place;
    }

    InstanceView add() throws IOException, InterruptedException {
        return start(nextName());
    }

    void kill(String name) throws IOException, InterruptedException {
        place(name).process().killAndWait(KILL_LIMIT);
    }

    void end(String name) throws IOException, InterruptedException {
        place(name).process().terminateAndWait(END_LIMIT);
    }

    void pause(String name) throws IOException, InterruptedException {
        place(name).process().pause();
    }

    void resume(String name) throws IOException, InterruptedException {
        place(name).process().resume();
    }

    InstanceView restart(String name) throws IOException, InterruptedException {
        kill(name);
        return start(name);
    }

    private InstanceView start(String name) throws IOException, InterruptedException {
        Startup startup = new Startup(START_LIMIT);
        launcher.instance(name, startup.hears(), this::replace);
        return ready(startup.next()).view();
    }

    /// Acts as the supervisor: replaces an instance that exits after its session.
    private void replace(ChildProcess ended) {
        if (launcher.isToBeReplaced(ended) && !ended.isExpectedToEnd() && !processes.isClosed()) {
            Thread.ofVirtual()
                    .name("restart of " + ended.name())
                    .start(() -> startAgain(ended.name()));
        }
    }

    private void startAgain(String name) {
        try {
            start(name);
        } catch (IOException e) {
            if (!processes.isClosed()) {
                LOG.log(System.Logger.Level.WARNING, "instance not replaced name=" + name, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String nextName() {
        return "instance-" + lastNumber.incrementAndGet();
    }

    private void put(InstancePlace place) {
        synchronized (places) {
            places.put(place.name(), place);
        }
    }

    private InstancePlace place(String name) {
        synchronized (places) {
            InstancePlace place = places.get(name);
            if (place == null) {
                throw new IllegalArgumentException("no instance " + name);
            }
            return place;
        }
    }
}
