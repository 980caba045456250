package io.monopod.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A process: running, stopped (SIGSTOP), when its input waits, or dead, when its input is dropped.
public final class SimulatedProcess {
    private enum State {
        RUNNING,
        STOPPED,
        DEAD
    }

    private final Timeline timeline;
    private final Instant started;
    private State state = State.RUNNING;
    private Instant stoppedAt = Instant.MAX;
    private Duration stood = Duration.ZERO;
    private List<Runnable> waiting = new ArrayList<>();

    public SimulatedProcess(Timeline timeline) {
        this.timeline = timeline;
        this.started = timeline.now();
    }

    /// Delivers a message or a timer.
    public void run(Runnable action) {
        switch (state) {
            case RUNNING -> action.run();
            case STOPPED -> waiting.add(action);
            case DEAD -> {}
        }
    }

    /// A timer of this process.
    public void after(Duration delay, Runnable action) {
        timeline.after(delay, () -> run(action));
    }

    public boolean isAlive() {
        return state != State.DEAD;
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /// How long it has run, without the time in which it was stopped.
    public Duration running() {
        var until = state == State.STOPPED ? stoppedAt : timeline.now();
        return Duration.between(started, until).minus(stood);
    }

    public void kill() {
        state = State.DEAD;
        waiting = new ArrayList<>();
    }

    public void stop() {
        if (state == State.RUNNING) {
            state = State.STOPPED;
            stoppedAt = timeline.now();
        }
    }

    /// Continues (SIGCONT) and handles everything that arrived in the meantime at once.
    public void resume() {
        if (state == State.STOPPED) {
            state = State.RUNNING;
            stood = stood.plus(Duration.between(stoppedAt, timeline.now()));
            var missed = waiting;
            waiting = new ArrayList<>();
            missed.forEach(action -> timeline.after(Duration.ZERO, () -> run(action)));
        }
    }
}
