package io.monopod.simulation.many;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A leader's requests to instances.
final class Control {
    private static final Duration CONNECT = Duration.ofMillis(500);

    private final World world;
    private final Gateway gateway;
    private final Set<Hold> endsUnderWay = new HashSet<>();

    Control(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    void bind(Grant grant, Consumer<Reply> answer) {
        ask(grant.instance(), (pod, reply) -> pod.bind(grant, reply), answer);
    }

    /// @param wanted whether the answer still counts
    void end(Hold hold, EndReason reason, Consumer<Reply> answer, BooleanSupplier wanted) {
        if (endsUnderWay.add(hold)) {
            ask(
                    hold.instance(),
                    (pod, reply) -> pod.end(hold, reason, reply),
                    reply -> {
                        endsUnderWay.remove(hold);
                        if (wanted.getAsBoolean()) {
                            answer.accept(reply);
                        }
                    });
        }
    }

    void endIfUnused(Grant grant) {
        ask(grant.instance(), (pod, reply) -> pod.endIfUnused(grant, reply), _ -> {});
    }

    private void ask(
            Instance instance, BiConsumer<Pod, Consumer<Reply>> question, Consumer<Reply> answer) {
        var place = world.placeOf(instance);
        var net = world.net();
        var process = gateway.process();
        var answered = new boolean[1];
        Consumer<Reply> once =
                reply -> {
                    if (!answered[0]) {
                        answered[0] = true;
                        answer.accept(reply);
                    }
                };
        if (net.isCut(gateway.node(), place.node()) && world.chance().oneIn(2)) {
            process.after(CONNECT, () -> once.accept(new Reply.NotDone()));
            return;
        }
        Consumer<Reply> back =
                reply ->
                        net.send(
                                place.node(),
                                gateway.node(),
                                () -> process.run(() -> once.accept(reply)));
        net.send(gateway.node(), place.node(), () -> place.meet(instance, question, back));
        process.after(world.settings().bindWithin(), () -> once.accept(new Reply.Unknown()));
    }
}
