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

/// Measures the UI thread's latency: every few milliseconds it submits an empty task and measures
/// the wait, which is also the wait of a click.
final class Pulse {
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long uiThread = Fx.get(() -> Thread.currentThread().threadId());
    private final List<Beat> beats = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("pulse").unstarted(this::feel);
    private volatile boolean over;

    /// @param waited until the task ran
    /// @param worked the wait without the time that other processes took from the machine
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
                // The interval between two probes; there is no event to wait for.
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
