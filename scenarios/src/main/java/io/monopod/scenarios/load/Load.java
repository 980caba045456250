package io.monopod.scenarios.load;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.TestedSystem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A run without a script: groups of free clients that can be added and stopped at any time. Its
/// listener gets the same events as for a scenario. Safe for use by several threads.
public final class Load implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /// How many clients connect and log in at the same time. Ten thousand of them would wait for
    /// this machine until their deadlines, in some hundred megabytes, and tell nothing of the
    /// system.
    private static final int CONNECTING = 256;

    private final TestedSystem system;
    private final Credentials credentials;
    private final RunListener listener;
    private final InstantSource clock = InstantSource.system();
    private final RunInfo info;
    private final Clients clients;
    private final Semaphore connecting = new Semaphore(CONNECTING);
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<ClientId, Thread> running = new ConcurrentHashMap<>();

    private Load(TestedSystem system, Credentials credentials, RunListener listener) {
        this.system = system;
        this.credentials = credentials;
        this.listener = listener;
        this.info = info(system, clock.instant());
        this.clients = new Clients(info.id(), listener, clock);
    }

    /// Starts a load without clients.
    public static Load start(TestedSystem system, Credentials credentials, RunListener listener) {
        Load load = new Load(system, credentials, listener);
        listener.on(new RunEvent.RunStarted(load.info.startedAt(), load.info));
        return load;
    }

    public RunInfo info() {
        return info;
    }

    /// Adds a group whose clients start as its arrival says. Returns at once.
    public List<ClientId> add(LoadPlan plan) {
        List<ClientId> added = new ArrayList<>(plan.clients());
        for (int index = 0; index < plan.clients(); index++) {
            Duration arrival = plan.arrival().offset(index, plan.clients());
            added.add(begin(plan.behaviour(), arrival));
        }
        return added;
    }

    /// How many clients have not ended.
    public int running() {
        return running.size();
    }

    /// Stops a client; it ends its session if its behaviour says so. Returns at once; does nothing
    /// if the client is unknown or has ended.
    public void stop(ClientId id) {
        Thread thread = running.get(id);
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// Stops all running clients.
    public void stopAll() {
        running.keySet().forEach(this::stop);
    }

    /// Waits until no client runs.
    ///
    /// @return whether all ended within the limit
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : running.values()) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return running.isEmpty();
    }

    /// Stops all clients and ends the run. It counts as finished only if no client ran any more.
    @Override
    public void close() {
        Verdict verdict = running.isEmpty() ? Verdict.FINISHED : Verdict.STOPPED;
        stopAll();
        try {
            awaitEnd(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.close();
        Instant now = clock.instant();
        listener.on(
                new RunEvent.RunEnded(now, verdict, "", Duration.between(info.startedAt(), now)));
    }

    private ClientId begin(Behaviour behaviour, Duration arrival) {
        Client client = clients.open(system.gatewaysFor(turns.getAndIncrement()), null);
        ClientId id = client.view().id();
        LoadClient player = new LoadClient(client, credentials, behaviour, connecting);
        Thread thread =
                Thread.ofVirtual()
                        .name(id.toString())
                        .unstarted(
                                () -> {
                                    try {
                                        player.run(arrival);
                                    } finally {
                                        clients.close(client);
                                        running.remove(id);
                                    }
                                });
        running.put(id, thread);
        thread.start();
        return id;
    }

    private static RunInfo info(TestedSystem system, Instant now) {
        return new RunInfo(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
                "load",
                "Your load",
                Map.of(),
                system.gateway().authority(),
                system.description(),
                now);
    }
}
