package io.monopod.console.state;

import io.monopod.console.snapshot.client.Held;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Which session held which instance during a saved run, as its calls tell. A record has no events
/// of the gateway, which reserves an instance before its first answer: so a session holds its
/// instance from its call on, unless another one has it then.
final class RecordedHolders {
    private static final String SHUTDOWN = "MyServiceShutdown";

    /// Every stay, by pod.
    private final Map<String, List<Stay>> byPod = new TreeMap<>();

    /// @param called when the session asked for the instance
    /// @param served when the instance first answered
    /// @param ended when the session ended; [Instant#MAX] if it did not in this run
    private record Stay(String session, Instant called, Instant served, Instant ended) {
        boolean serves(Instant at) {
            return !at.isBefore(served) && at.isBefore(ended);
        }

        boolean isComing(Instant at) {
            return !at.isBefore(called) && at.isBefore(served);
        }
    }

    RecordedHolders(List<RunEvent> events) {
        Map<String, Stay> open = new HashMap<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.CallEnded(Instant at, Exchange exchange)) {
                add(at, exchange, open);
            }
        }
    }

    private void add(Instant at, Exchange exchange, Map<String, Stay> open) {
        Call call = exchange.call();
        String pod = exchange.answer().pod();
        String session = call.session();
        if (pod == null || session == null) {
            return;
        }
        String key = pod + " " + session;
        Stay stay = open.get(key);
        if (stay == null) {
            var first =
                    Objects.requireNonNullElse(
                            exchange.answer().firstMessage(), exchange.answer().latency());
            stay = new Stay(session, call.startedAt(), call.startedAt().plus(first), Instant.MAX);
            replace(pod, null, stay);
            open.put(key, stay);
        }
        if (call.method().equals(SHUTDOWN) && exchange.answer().outcome() == Code.OK) {
            replace(pod, stay, new Stay(session, stay.called(), stay.served(), at));
            open.remove(key);
        }
    }

    private void replace(String pod, @Nullable Stay old, Stay next) {
        List<Stay> stays = byPod.computeIfAbsent(pod, name -> new ArrayList<>());
        stays.remove(old);
        stays.add(next);
    }

    /// Ordered by pod.
    List<Held> at(Instant when) {
        List<Held> held = new ArrayList<>();
        byPod.forEach(
                (pod, stays) ->
                        holder(stays, when)
                                .map(stay -> new Held(pod, stay.session(), stay.served()))
                                .ifPresent(held::add));
        return held;
    }

    private static Optional<Stay> holder(List<Stay> stays, Instant when) {
        return stays.stream()
                .filter(stay -> stay.serves(when))
                .findFirst()
                .or(
                        () ->
                                stays.stream()
                                        .filter(stay -> stay.isComing(when))
                                        .min(Comparator.comparing(Stay::served)));
    }
}
