package io.monopod.simulation;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.vouch.InstanceKey;

import org.jspecify.annotations.Nullable;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A host that runs one instance after another: its supervisor starts a new process when one has
/// ended.
final class Place {
    private static final int PORT = 7_000;

    private final World world;
    private final int number;
    private int started;
    private @Nullable Pod pod;

    Place(World world, int number) {
        this.world = world;
        this.number = number;
    }

    /// The current or last process at this place.
    @Nullable Pod pod() {
        return pod;
    }

    /// Starts a new process, if none runs.
    void start() {
        if (pod != null && pod.process().isAlive()) {
            return;
        }
        started++;
        // Not every supervisor gives the next process the same port.
        int port = world.chance().oneIn(3) ? PORT + started : PORT;
        var id = new InstanceId("pod-" + number + '-' + started);
        var address = new HostPort("host-" + number, port);
        pod = new Pod(world, this, instance(id, address));
        world.trail().note("%s starts at port %s", id, port);
        pod.start();
    }

    private Instance instance(InstanceId id, HostPort address) {
        return new Instance(
                id,
                new ClusterName("myservice"),
                address,
                world.timeline().now(),
                InstanceKey.of(new byte[32]));
    }

    /// A control request arrives at the address of `instance`.
    void meet(
            Instance instance, BiConsumer<Pod, Consumer<Reply>> question, Consumer<Reply> answer) {
        var here = pod;
        if (here == null
                || !here.process().isAlive()
                || !here.instance().address().equals(instance.address())) {
            // Refused, or reset if the connection existed before.
            answer.accept(world.chance().oneIn(3) ? new Reply.Unknown() : new Reply.Gone());
        } else if (!here.instance().equals(instance)) {
            answer.accept(new Reply.WrongInstance());
        } else {
            here.process().run(() -> question.accept(here, answer));
        }
    }

    /// Whether its process is `instance`, and lives.
    boolean isHomeOf(Instance instance) {
        return pod != null && pod.process().isAlive() && pod.instance().equals(instance);
    }

    @Override
    public String toString() {
        return "place " + number;
    }
}
