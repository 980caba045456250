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

/// The instances of a system, each in its place. Safe for use by several threads.
final class Instances {
    private static final System.Logger LOG = System.getLogger(Instances.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /// Its session may go on for the drain time, 5 s, and then it takes leave.
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    private final Launcher launcher;
    private final LocalListener listener;
    private final Processes processes;

    private final AtomicInteger lastNumber = new AtomicInteger();

    /// Guarded by itself; in the order of the numbers that end the names.
    private final Map<String, Seat> seats =
            new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(naturalOrder()));

    Instances(Launcher launcher, LocalListener listener, Processes processes) {
        this.launcher = launcher;
        this.listener = listener;
        this.processes = processes;
    }

    List<InstanceView> views() {
        synchronized (seats) {
            return seats.values().stream().map(Seat::view).toList();
        }
    }

    /// Starts the next one; [#ready] is to be called when it is.
    void launch(Consumer<ChildProcess> changed) throws IOException {
        launcher.instance(nextName(), changed, this::replace);
    }

    /// Gives a process that has become ready its place.
    Seat ready(ChildProcess process) throws ProcessFailed {
        Seat seat = Seat.of(process);
        put(seat);
        listener.on(
                new LocalEvent.Ready(seat.name(), seat.pod(), seat.view().endpoint().authority()));
        return seat;
    }

    InstanceView add() throws IOException, InterruptedException {
        return start(nextName());
    }

    void kill(String name) throws IOException, InterruptedException {
        seat(name).process().killAndWait(KILL_LIMIT);
    }

    void end(String name) throws IOException, InterruptedException {
        seat(name).process().terminateAndWait(END_LIMIT);
    }

    void pause(String name) throws IOException, InterruptedException {
        seat(name).process().pause();
    }

    void resume(String name) throws IOException, InterruptedException {
        seat(name).process().resume();
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

    /// The supervisor's part: an instance that exits after its session is followed by a fresh one.
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

    private void put(Seat seat) {
        synchronized (seats) {
            seats.put(seat.name(), seat);
        }
    }

    private Seat seat(String name) {
        synchronized (seats) {
            Seat seat = seats.get(name);
            if (seat == null) {
                throw new IllegalArgumentException("no instance " + name);
            }
            return seat;
        }
    }
}
