package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.Question;
import io.monopod.console.model.View;

import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Sheets and questions by the keyboard.
final class SheetsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final AtomicInteger done = new AtomicInteger();

    private OnScreen window;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void focusGoesIntoASheetAndStaysThere() throws InterruptedException {
        window.type("Shortcut+N");
        window.await("the focus", TIMEOUT, () -> window.hasFocus(".sheet"));

        for (int i = 0; i < 40; i++) {
            window.key(KeyCode.TAB);
            window.await("the focus to stay", TIMEOUT, () -> window.hasFocus(".sheet"));
        }
    }

    @Test
    void escapeClosesASheetAndGivesTheFocusBack() throws InterruptedException {
        Fx.run(() -> window.scene().lookup("#view-clients").requestFocus());
        window.type("Shortcut+L");
        window.await("the focus", TIMEOUT, () -> window.hasFocus(".sheet"));

        window.key(KeyCode.ESCAPE);

        window.await("its end", TIMEOUT, () -> window.count(".sheet") == 0);
        assertThat(window.hasFocus("#view-clients")).isTrue();
    }

    @Test
    void shortcutsBeneathASheetAreOff() throws InterruptedException {
        window.type("Shortcut+N");
        window.type("Shortcut+3");

        assertThat(Fx.get(() -> window.model().view().get())).isEqualTo(View.OVERVIEW);
        window.await("the focus", TIMEOUT, () -> window.hasFocus(".sheet"));
        window.key(KeyCode.ESCAPE);
        window.type("Shortcut+3");
        assertThat(Fx.get(() -> window.model().view().get())).isEqualTo(View.CLIENTS);
    }

    @Test
    void questionIsShownOnceAndEnterCancels() throws InterruptedException {
        ask();

        assertThat(window.count(".confirmation")).isOne();
        assertThat(window.hasFocus("#cancel")).isTrue();
        window.key(KeyCode.ENTER);

        window.await("its end", TIMEOUT, () -> window.count(".confirmation") == 0);
        assertThat(done).hasValue(0);
    }

    @Test
    void questionOverASheetReturnsToTheSheet() throws InterruptedException {
        window.type("Shortcut+L");
        window.await("the focus", TIMEOUT, () -> window.hasFocus(".sheet"));
        ask();

        window.key(KeyCode.TAB);
        assertThat(window.hasFocus("#confirm")).isTrue();
        window.press("#confirm");

        assertThat(done).hasValue(1);
        window.await("the sheet again", TIMEOUT, () -> window.hasFocus(".sheet"));
        assertThat(window.count(".sheet")).isOne();
    }

    private void ask() throws InterruptedException {
        Fx.run(
                () ->
                        window.model()
                                .questions()
                                .ask(
                                        new Question(
                                                "Really?",
                                                "All is lost.",
                                                "Do it",
                                                done::incrementAndGet)));
        window.await("the focus", TIMEOUT, () -> window.hasFocus(".confirmation"));
    }
}
