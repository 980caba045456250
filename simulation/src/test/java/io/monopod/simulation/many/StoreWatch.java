package io.monopod.simulation.many;

import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Leader;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What one gateway hears of the store, late or after a gap, as `Mirror` does it.
final class StoreWatch {
    private static final Duration LOOK = Duration.ofMillis(500);

    /// So long a silence of the store is not noticed.
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final World world;
    private final Gateway gateway;
    private final StoreClient client;

    /// Up to where it has told, and what.
    private int position;

    private boolean loaded;
    private final Map<Claim.Of, Claim> told = new HashMap<>();
    private @Nullable Leader toldLeader;
    private boolean reading;
    private boolean connected;
    private Instant silentSince = Instant.MAX;

    StoreWatch(World world, Gateway gateway, StoreClient client) {
        this.world = world;
        this.gateway = gateway;
        this.client = client;
    }

    /// How many of the store's changes it has told.
    int heard() {
        return position;
    }

    /// The store has changed.
    void poke() {
        if (!reading) {
            reading = true;
            gateway.process().after(world.net().delay(), this::read);
        }
    }

    void look() {
        read();
        gateway.process().after(LOOK, this::look);
    }

    private boolean isReached() {
        return world.store().isUp() && !world.net().isCut(gateway.node(), SimStore.NODE);
    }

    private void read() {
        reading = false;
        if (!isReached()) {
            if (silentSince.equals(Instant.MAX)) {
                silentSince = gateway.now();
            } else if (gateway.now().isAfter(silentSince.plus(SILENCE))) {
                connected(false);
            }
            return;
        }
        boolean gap = !silentSince.equals(Instant.MAX) && !connected;
        silentSince = Instant.MAX;
        if (!loaded || (gap && world.chance().oneIn(3))) {
            load();
        } else {
            while (position < world.store().size()) {
                tell(world.store().at(position++));
            }
        }
        connected(true);
    }

    private void connected(boolean now) {
        if (connected != now) {
            connected = now;
            gateway.connected(now);
        }
    }

    /// Tells what differs from what was told, in the order of the keys.
    private void load() {
        var store = world.store();
        position = store.size();
        client.granted(store.highest());
        gateway.members(store.members());
        store.known().forEach(gateway::known);
        if (!Objects.equals(store.leader(), toldLeader)) {
            led(store.leader());
        }
        var gone = new ArrayList<>(told.keySet());
        for (var claim : List.copyOf(store.claims().values())) {
            gone.remove(claim.of());
            if (!claim.equals(told.put(claim.of(), claim))) {
                gateway.claimed(claim);
            }
        }
        for (var each : gone) {
            told.remove(each);
            gateway.released(each);
        }
        if (!loaded && store.leader() == null) {
            client.isVacant();
        }
        loaded = true;
    }

    private void tell(SimStore.Change change) {
        switch (change) {
            case SimStore.Change.Led(var leader) -> led(leader);
            case SimStore.Change.Claimed(var claim) -> {
                told.put(claim.of(), claim);
                gateway.claimed(claim);
            }
            case SimStore.Change.Released(var session) -> {
                told.remove(session);
                gateway.released(session);
            }
            case SimStore.Change.Granted(var highest) -> client.granted(highest);
            case SimStore.Change.Joined(var member) -> {
                gateway.members(world.store().members());
                gateway.known(member);
            }
            case SimStore.Change.Left _ -> gateway.members(world.store().members());
        }
    }

    private void led(@Nullable Leader leader) {
        toldLeader = leader;
        client.led(leader);
    }
}
