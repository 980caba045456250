package io.monopod.simulation.many;

import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.vouch.InstanceKey;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A host that runs one instance after another.
final class Place {
    private static final int PORT = 7_000;

    private final World world;
    private final int number;
    private int started;
    private Pod pod;

    Place(World world, int number) {
        this.world = world;
        this.number = number;
        this.pod = next();
    }

    private Pod next() {
        started++;
        // Not every supervisor gives the next process the same port.
        int port = world.chance().oneIn(3) ? PORT + started : PORT;
        var instance =
                new Instance(
                        new InstanceId("pod-" + number + '-' + started),
                        Gateway.CLUSTER,
                        new HostPort(node(), port),
                        world.timeline().now(),
                        InstanceKey.of(new byte[32]));
        return new Pod(world, this, instance);
    }

    String node() {
        return "place-" + number;
    }

    /// The current or last process.
    Pod pod() {
        return pod;
    }

    /// Starts the next process when one has ended.
    void start() {
        if (!pod.process().isAlive()) {
            pod = next();
        }
        world.trail().note("%s starts", pod);
        pod.start();
    }

    /// A control request arrives at the address of `instance`.
    void meet(
            Instance instance, BiConsumer<Pod, Consumer<Reply>> question, Consumer<Reply> answer) {
        var here = pod;
        if (!here.process().isAlive() || !here.instance().address().equals(instance.address())) {
            // Refused, or reset if the connection existed before.
            answer.accept(world.chance().oneIn(3) ? new Reply.Unknown() : new Reply.Gone());
        } else if (!here.instance().id().equals(instance.id())) {
            answer.accept(new Reply.WrongInstance());
        } else {
            here.process().run(() -> question.accept(here, answer));
        }
    }

    /// Whether its process is `instance`, and lives.
    boolean isHomeOf(Instance instance) {
        return pod.process().isAlive() && pod.instance().id().equals(instance.id());
    }

    @Override
    public String toString() {
        return node();
    }
}
