package io.monopod.simulation;

import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A gateway's calls to instances: bind a session, and end one.
final class ControlCalls {
    private static final Duration CONNECT = Duration.ofMillis(500);

    private final World world;
    private final Gateway gateway;
    private final Set<Grant> requested = new HashSet<>();
    private final Set<Hold> endsUnderWay = new HashSet<>();

    ControlCalls(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    /// Whether this gateway, not a previous one, has requested the grant.
    boolean hasAsked(Grant grant) {
        return requested.contains(grant);
    }

    void bind(Grant grant, Consumer<Reply> answer) {
        requested.add(grant);
        ask(
                grant.instance(),
                (pod, reply) -> pod.bind(grant, reply),
                reply -> {
                    if (reply instanceof Reply.Unknown) {
                        world.causes().doubts(grant);
                    }
                    answer.accept(world.seams().toBind(reply));
                });
    }

    void end(SessionEvent.Ending ending) {
        var hold = ending.hold();
        if (endsUnderWay.add(hold)) {
            ask(
                    hold.instance(),
                    (pod, reply) -> pod.end(hold, ending.reason(), reply),
                    reply -> {
                        endsUnderWay.remove(hold);
                        world.seams().toEnd(gateway.table(), hold, reply, gateway.now());
                    });
        }
    }

    private void ask(
            Instance instance, BiConsumer<Pod, Consumer<Reply>> question, Consumer<Reply> answer) {
        var place = world.placeOf(instance);
        var network = world.network();
        var process = gateway.process();
        var once = new Once(answer);
        if (network.isCut(place) && world.chance().oneIn(2)) {
            process.after(CONNECT, () -> once.accept(new Reply.NotDone()));
            return;
        }
        Consumer<Reply> back =
                reply -> network.send(place, () -> process.run(() -> once.accept(reply)));
        network.send(place, () -> place.meet(instance, question, back));
        process.after(world.settings().bindWithin(), () -> once.accept(new Reply.Unknown()));
    }

    /// Accepts the first reply and drops late ones.
    private static final class Once implements Consumer<Reply> {
        private final Consumer<Reply> answer;
        private boolean answered;

        Once(Consumer<Reply> answer) {
            this.answer = answer;
        }

        @Override
        public void accept(Reply reply) {
            if (!answered) {
                answered = true;
                answer.accept(reply);
            }
        }
    }
}
