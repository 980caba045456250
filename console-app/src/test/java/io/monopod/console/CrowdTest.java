package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.View;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;

/// A large system that keeps changing must not slow the screen.
final class CrowdTest {
    private static final Duration MAX_PAUSE = Duration.ofMillis(50);

    private OnScreen window;
    private LargeSystem system;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
        system = new LargeSystem(window.live(), Instant.now());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void windowRespondsWhileALargeSystemChanges(View view) throws InterruptedException {
        system.clients();
        Fx.run(() -> window.model().view().set(view));
        // The first frames load classes and draw static parts.
        churn(15);

        Pulse pulse = Pulse.take();
        churn(20);
        Pulse.Report report = pulse.end();

        System.out.printf("%s: %s, heap %d MB%n", view, report, usedHeap());
        assertThat(report.longestWork()).isLessThan(MAX_PAUSE);
    }

    private void churn(int frames) throws InterruptedException {
        for (int frame = 0; frame < frames; frame++) {
            system.change();
            window.awaitFrame();
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
