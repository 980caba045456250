package io.monopod.console.service;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.load.Load;
import io.monopod.scenarios.load.LoadPlan;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/// The free clients that run or are about to start.
public final class FreeClients {
    private final Load load;
    private final Background background;

    /// Groups that are being added: a load without clients yet is not done.
    private final AtomicInteger adding = new AtomicInteger();

    FreeClients(Load load, Background background) {
        this.load = load;
        this.background = background;
    }

    void add(LoadPlan plan) {
        adding.incrementAndGet();
        background.start(
                "add clients",
                () -> {
                    try {
                        load.add(plan);
                    } finally {
                        adding.decrementAndGet();
                    }
                });
    }

    void stop(Collection<ClientId> clients) {
        background.start("stop clients", () -> clients.forEach(load::stop));
    }

    /// Stops all clients and ends the run. Takes as long as they need to end their sessions.
    void close() {
        load.close();
    }

    /// How many clients have not ended.
    public int running() {
        return load.running();
    }

    boolean isDone() {
        return adding.get() == 0 && load.running() == 0;
    }
}
