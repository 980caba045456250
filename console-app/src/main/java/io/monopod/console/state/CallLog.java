package io.monopod.console.state;

import io.monopod.console.snapshot.CallTimes;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    /// The newest call of each client that has not ended.
    private final Map<ClientId, Call> open = new HashMap<>();

    CallLog(int maxTotal, int maxPerClient) {
        this.maxTotal = maxTotal;
        this.maxPerClient = maxPerClient;
    }

    void begin(Call call) {
        open.put(call.client(), call);
    }

    /// The run has ended: nothing is open any more.
    void closeAll() {
        open.clear();
    }

    void add(Exchange exchange) {
        open.computeIfPresent(
                exchange.call().client(),
                (client, call) -> call.id().equals(exchange.call().id()) ? null : call);
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

    /// The calls of some clients between two moments.
    CallTimes times(CallTimes.Rows wanted, List<ClientRow> clients, Instant from, Instant to) {
        int first = Math.clamp(wanted.first(), 0, clients.size());
        int last = Math.min(clients.size(), first + wanted.count());
        List<CallTimes.Row> rows =
                clients.subList(first, last).stream().map(client -> row(client, from, to)).toList();
        return new CallTimes(from, to, clients.size(), first, rows);
    }

    private CallTimes.Row row(ClientRow client, Instant from, Instant to) {
        List<CallTimes.Span> spans = new ArrayList<>();
        for (Exchange exchange : of(client.id())) {
            CallTimes.Span span = CallTimes.Span.of(exchange);
            if (span.end().isAfter(from) && span.start().isBefore(to)) {
                spans.add(span);
            }
        }
        Call call = open.get(client.id());
        if (call != null) {
            spans.add(CallTimes.Span.of(call, to));
        }
        return new CallTimes.Row(client.id(), client.view().label(), spans);
    }

    void clear() {
        open.clear();
        byId.clear();
        byClient.clear();
    }
}
