package io.monopod.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A process: it runs, or it is stopped (SIGSTOP) and whatever comes to it waits, or it is dead and
/// nothing comes to it any more.
final class SimulatedProcess {
    private enum State {
        RUNNING,
        STOPPED,
        DEAD
    }

    private final Timeline timeline;
    private State state = State.RUNNING;
    private List<Runnable> waiting = new ArrayList<>();

    SimulatedProcess(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Something comes to it: a message, a timer.
    void run(Runnable action) {
        switch (state) {
            case RUNNING -> action.run();
            case STOPPED -> waiting.add(action);
            case DEAD -> {}
        }
    }

    /// A timer of this process.
    void after(Duration delay, Runnable action) {
        timeline.after(delay, () -> run(action));
    }

    boolean isAlive() {
        return state != State.DEAD;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    void kill() {
        state = State.DEAD;
        waiting = new ArrayList<>();
    }

    void stop() {
        if (state == State.RUNNING) {
            state = State.STOPPED;
        }
    }

    /// Goes on, and finds everything at once that came in the meantime.
    void resume() {
        if (state == State.STOPPED) {
            state = State.RUNNING;
            var missed = waiting;
            waiting = new ArrayList<>();
            missed.forEach(action -> timeline.after(Duration.ZERO, () -> run(action)));
        }
    }
}
