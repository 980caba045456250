package io.monopod.console.service;

import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Scenario;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/// Plays several scenarios, one after the other. For the UI thread.
public final class RunAll {
    private final Connection connection;
    private final Notices notices;
    private final Consumer<Scenario> starter;
    private final ArrayDeque<Scenario> left = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Progress> progress =
            new ReadOnlyObjectWrapper<>(new Progress(0, 0));

    /// @param begun how many have begun
    /// @param all 0 if nothing is to be played
    public record Progress(int begun, int all) {
        public boolean isRunning() {
            return all > 0;
        }
    }

    /// @param starter starts a scenario, on a system that it opens if it must
    public RunAll(Connection connection, Runs runs, Notices notices, Consumer<Scenario> starter) {
        this.connection = connection;
        this.notices = notices;
        this.starter = starter;
        runs.activity()
                .addListener(
                        (seen, old, now) -> {
                            if (now.isIdle() && progress.get().isRunning()) {
                                next();
                            }
                        });
        connection
                .link()
                .addListener(
                        (seen, old, now) -> {
                            boolean failed =
                                    old instanceof Link.Opening && !(now instanceof Link.On);
                            if (failed && !(now instanceof Link.Opening)) {
                                stop();
                            }
                        });
    }

    public ReadOnlyObjectProperty<Progress> progress() {
        return progress.getReadOnlyProperty();
    }

    public void start(List<Scenario> scenarios) {
        left.clear();
        left.addAll(scenarios);
        progress.set(new Progress(0, scenarios.size()));
        next();
    }

    private void next() {
        if (!connection.isSettled()) {
            // The system is being closed: nothing can be played on it.
            stop();
            return;
        }
        Scenario scenario = left.poll();
        if (scenario == null) {
            notices.tell(Tone.NEUTRAL, Texts.text("run-all.done", progress.get().all()));
            stop();
            return;
        }
        progress.set(new Progress(progress.get().begun() + 1, progress.get().all()));
        starter.accept(scenario);
    }

    /// Starts no further one.
    public void stop() {
        left.clear();
        progress.set(new Progress(0, 0));
    }
}
