package io.monopod.console.live;

import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The newest calls with all that is known of them, so many of each client and so many in all: a
/// run of days must not fill the memory. Guarded by the lock of [LiveModel].
final class CallLog {
    private final int mostInAll;
    private final int mostOfOne;
    private final LinkedHashMap<CallId, Exchange> byId = new LinkedHashMap<>();
    private final Map<ClientId, ArrayDeque<CallId>> byClient = new HashMap<>();

    CallLog(int mostInAll, int mostOfOne) {
        this.mostInAll = mostInAll;
        this.mostOfOne = mostOfOne;
    }

    void add(Exchange exchange) {
        byId.put(exchange.call().id(), exchange);
        ArrayDeque<CallId> own =
                byClient.computeIfAbsent(exchange.call().client(), id -> new ArrayDeque<>());
        own.addLast(exchange.call().id());
        if (own.size() > mostOfOne) {
            byId.remove(own.removeFirst());
        }
        if (byId.size() > mostInAll) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Map.Entry<CallId, Exchange> oldest = byId.pollFirstEntry();
        if (oldest != null) {
            ClientId client = oldest.getValue().call().client();
            byClient.computeIfPresent(
                    client,
                    (id, own) -> {
                        own.remove(oldest.getKey());
                        return own;
                    });
        }
    }

    Optional<Exchange> call(CallId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The newest last.
    List<Exchange> of(ClientId client) {
        List<Exchange> calls = new ArrayList<>();
        for (CallId id : byClient.getOrDefault(client, new ArrayDeque<>())) {
            call(id).ifPresent(calls::add);
        }
        calls.sort(Comparator.comparing(exchange -> exchange.call().id()));
        return calls;
    }

    void clear() {
        byId.clear();
        byClient.clear();
    }
}
