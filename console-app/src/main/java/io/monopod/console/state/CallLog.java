package io.monopod.console.state;

import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The newest calls with all details, limited per client and in total, so that a run of days does
/// not fill the memory. Guarded by the lock of [LiveModel].
final class CallLog {
    private final int maxTotal;
    private final int maxPerClient;
    private final LinkedHashMap<CallId, Exchange> byId = new LinkedHashMap<>();
    private final Map<ClientId, ArrayDeque<CallId>> byClient = new HashMap<>();

    CallLog(int maxTotal, int maxPerClient) {
        this.maxTotal = maxTotal;
        this.maxPerClient = maxPerClient;
    }

    void add(Exchange exchange) {
        byId.put(exchange.call().id(), exchange);
        ArrayDeque<CallId> own =
                byClient.computeIfAbsent(exchange.call().client(), id -> new ArrayDeque<>());
        own.addLast(exchange.call().id());
        if (own.size() > maxPerClient) {
            byId.remove(own.removeFirst());
        }
        if (byId.size() > maxTotal) {
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

    /// Newest last.
    List<Exchange> of(ClientId client) {
        return byClient.getOrDefault(client, new ArrayDeque<>()).stream()
                .sorted()
                .flatMap(id -> Stream.ofNullable(byId.get(id)))
                .toList();
    }

    void clear() {
        byId.clear();
        byClient.clear();
    }
}
