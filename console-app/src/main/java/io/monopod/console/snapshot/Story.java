package io.monopod.console.snapshot;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run's result in numbers: how many clients were served, and how the others ended.
///
/// @param served clients that had an instance at some time
/// @param waiting clients that may still get one
/// @param inLine those of them in the waiting room
/// @param errors most frequent first
public record Story(int clients, int served, int waiting, int inLine, List<Trouble> errors) {
    public static final Story EMPTY = new Story(0, 0, 0, 0, List.of());

    public Story {
        errors = List.copyOf(errors);
    }

    /// Clients that ended with the same answer.
    ///
    /// @param state refused or failed
    /// @param first the client with the lowest number
    public record Trouble(ClientState state, Code code, int clients, ClientView first) {
        public String message() {
            Answer last = first.last();
            return last == null ? "" : last.message();
        }
    }

    private record Kind(ClientState state, Code code, String reason) {}

    public static Story of(List<ClientRow> rows) {
        int served = 0;
        int waiting = 0;
        int inLine = 0;
        Map<Kind, List<ClientView>> errors = new LinkedHashMap<>();
        for (ClientRow row : rows) {
            ClientView view = row.view();
            served += view.pod() == null ? 0 : 1;
            waiting += ClientGroup.of(view.state()) == ClientGroup.WAITING ? 1 : 0;
            inLine += row.session().waits() == null ? 0 : 1;
            Answer last = view.last();
            if (last != null && !last.ok() && isError(view.state())) {
                errors.computeIfAbsent(kind(view, last), kind -> new ArrayList<>()).add(view);
            }
        }
        return new Story(rows.size(), served, waiting, inLine, sorted(errors));
    }

    private static boolean isError(ClientState state) {
        return state == ClientState.REFUSED || state == ClientState.FAILED;
    }

    private static Kind kind(ClientView view, Answer last) {
        String reason = last.reason();
        return new Kind(view.state(), last.code(), reason == null ? "" : reason);
    }

    private static List<Trouble> sorted(Map<Kind, List<ClientView>> errors) {
        return errors.entrySet().stream()
                .map(
                        entry ->
                                new Trouble(
                                        entry.getKey().state(),
                                        entry.getKey().code(),
                                        entry.getValue().size(),
                                        entry.getValue().getFirst()))
                .sorted(Comparator.comparingInt(Trouble::clients).reversed())
                .toList();
    }

    /// The clients that ended in this state.
    public int clientsIn(ClientState state) {
        return errors.stream()
                .filter(error -> error.state() == state)
                .mapToInt(Trouble::clients)
                .sum();
    }
}
