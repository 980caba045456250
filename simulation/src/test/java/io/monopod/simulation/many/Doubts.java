package io.monopod.simulation.many;

import io.monopod.simulation.SimulatedProcess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Requests to an instance that wait for a gateway's word.
final class Doubts {
    private record Doubt(Runnable trusted, Runnable otherwise) {}

    private final SimulatedProcess process;
    private final Duration patience;
    private final Heartbeats heartbeats;
    private final List<Doubt> doubts = new ArrayList<>();

    /// @param patience how long a request waits
    Doubts(SimulatedProcess process, Duration patience, Heartbeats heartbeats) {
        this.process = process;
        this.patience = patience;
        this.heartbeats = heartbeats;
    }

    /// @param trusted runs when the word comes
    /// @param otherwise runs if it does not come in time
    void add(Runnable trusted, Runnable otherwise) {
        var doubt = new Doubt(trusted, otherwise);
        doubts.add(doubt);
        process.after(
                patience,
                () -> {
                    if (doubts.remove(doubt)) {
                        otherwise.run();
                    }
                });
        heartbeats.heartbeatNow();
    }

    /// The word has come.
    void settle() {
        var settled = List.copyOf(doubts);
        doubts.clear();
        settled.forEach(doubt -> doubt.trusted.run());
    }
}
