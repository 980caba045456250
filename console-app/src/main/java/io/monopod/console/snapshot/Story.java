package io.monopod.console.snapshot;

import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run's result in numbers.
///
/// @param counts clients per group; groups without clients are left out
/// @param errors how clients ended that were not served, most frequent first
public record Story(Map<ClientGroup, Integer> counts, List<Trouble> errors) {
    public static final Story EMPTY = new Story(Map.of(), List.of());

    public Story {
        counts = Map.copyOf(counts);
        errors = List.copyOf(errors);
    }

    /// Clients that ended with the same answer.
    ///
    /// @param group refused, failed or lost
    /// @param first the client with the lowest number
    public record Trouble(ClientGroup group, Code code, int clients, ClientView first) {}

    private record Kind(ClientGroup group, Code code, String reason) {}

    public static Story of(List<ClientRow> rows) {
        Map<ClientGroup, Integer> counts = new EnumMap<>(ClientGroup.class);
        Map<Kind, List<ClientView>> errors = new LinkedHashMap<>();
        for (ClientRow row : rows) {
            ClientGroup group = row.group();
            counts.merge(group, 1, Integer::sum);
            Answer last = row.view().last();
            if (group.isTrouble() && last != null && !last.ok()) {
                errors.computeIfAbsent(kind(group, last), kind -> new ArrayList<>())
                        .add(row.view());
            }
        }
        if (!rows.isEmpty()) {
            counts.put(ClientGroup.ALL, rows.size());
        }
        return new Story(counts, sorted(errors));
    }

    private static Kind kind(ClientGroup group, Answer last) {
        String reason = last.reason();
        return new Kind(group, last.code(), reason == null ? "" : reason);
    }

    private static List<Trouble> sorted(Map<Kind, List<ClientView>> errors) {
        return errors.entrySet().stream()
                .map(
                        entry ->
                                new Trouble(
                                        entry.getKey().group(),
                                        entry.getKey().code(),
                                        entry.getValue().size(),
                                        entry.getValue().getFirst()))
                .sorted(Comparator.comparingInt(Trouble::clients).reversed())
                .toList();
    }

    public int count(ClientGroup group) {
        return counts.getOrDefault(group, 0);
    }

    public int clients() {
        return count(ClientGroup.ALL);
    }

    public int served() {
        return count(ClientGroup.SERVED);
    }

    /// Clients that ended with an error of their own or of the system.
    public int failed() {
        return count(ClientGroup.FAILED) + count(ClientGroup.LOST);
    }
}
