package io.monopod.simulation;

import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;

import org.jspecify.annotations.Nullable;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Where one instance after the other runs: a host, with a supervisor that starts the next process
/// when one is gone.
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

    /// The process that runs here, or ran here last.
    @Nullable Pod pod() {
        return pod;
    }

    /// Starts a new process, if none runs.
    void start() {
        if (pod != null && pod.process().isAlive()) {
            return;
        }
        started++;
        // Supervisors differ in whether the next process gets the same port.
        int port = world.chance().oneIn(3) ? PORT + started : PORT;
        var id = new InstanceId("pod-" + number + '-' + started);
        var address = new HostPort("host-" + number, port);
        pod = new Pod(world, this, new Instance(id, address, world.timeline().now()));
        world.trail().note("%s starts at port %s", id, port);
        pod.start();
    }

    /// A control request arrives at the address of `instance`.
    void meet(
            Instance instance, BiConsumer<Pod, Consumer<Reply>> question, Consumer<Reply> answer) {
        var here = pod;
        if (here == null
                || !here.process().isAlive()
                || !here.instance().address().equals(instance.address())) {
            // Refused, or broken off if the connection was made before.
            answer.accept(world.chance().oneIn(3) ? new Reply.Unknown() : new Reply.Gone());
        } else if (!here.instance().equals(instance)) {
            answer.accept(new Reply.WrongInstance());
        } else {
            here.process().run(() -> question.accept(here, answer));
        }
    }

    /// Whether its process is the one of `instance`, and lives.
    boolean isHomeOf(Instance instance) {
        return pod != null && pod.process().isAlive() && pod.instance().equals(instance);
    }

    @Override
    public String toString() {
        return "place " + number;
    }
}
