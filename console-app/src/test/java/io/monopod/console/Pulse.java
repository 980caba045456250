package io.monopod.console;

import javafx.application.Platform;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Feels the UI thread's pulse: hands it an empty task every few milliseconds and measures how long
/// each waited for its turn, which is how long a click would have.
final class Pulse {
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long uiThread = Fx.get(() -> Thread.currentThread().threadId());
    private final List<Beat> beats = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("pulse").unstarted(this::feel);
    private volatile boolean over;

    /// @param waited until its turn
    /// @param worked what the UI thread did meanwhile: the wait without what other processes took
    ///   of the machine
    private record Beat(Duration waited, Duration worked) {}

    record Report(int beats, Duration longestWait, Duration longestWork) {
        @Override
        public String toString() {
            return "%d beats, longest wait %.1f ms, longest work %.1f ms"
                    .formatted(beats, longestWait.toNanos() / 1e6, longestWork.toNanos() / 1e6);
        }
    }

    static Pulse take() {
        Pulse pulse = new Pulse();
        pulse.thread.start();
        return pulse;
    }

    private void feel() {
        try {
            while (!over) {
                beats.add(beat());
                // The rate of the probe; nothing is waited for.
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Beat beat() throws InterruptedException {
        Semaphore answered = new Semaphore(0);
        long cpu = threads.getThreadCpuTime(uiThread);
        long asked = System.nanoTime();
        Platform.runLater(answered::release);
        answered.acquire();
        return new Beat(
                Duration.ofNanos(System.nanoTime() - asked),
                Duration.ofNanos(threads.getThreadCpuTime(uiThread) - cpu));
    }

    Report end() throws InterruptedException {
        over = true;
        thread.join();
        return new Report(beats.size(), longest(Beat::waited), longest(Beat::worked));
    }

    private Duration longest(Function<Beat, Duration> of) {
        return beats.stream().map(of).max(Comparator.naturalOrder()).orElseThrow();
    }
}
