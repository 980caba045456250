package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.LogLine;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Sentences;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

/// List cells for events and log lines.
final class EventCells {
    private EventCells() {}

    /// An event: time, topic, text.
    static final class OfEvent extends ListCell<EventLine> {
        private final Label time = Controls.label("", "line-time");
        private final Region dot = new Region();
        private final Label topic = Controls.label("", "line-topic");
        private final Label words = Controls.label("", "line-words");
        private final HBox line = new HBox(time, dot, topic, words);

        OfEvent() {
            dot.getStyleClass().add("line-dot");
            line.getStyleClass().add("line");
        }

        @Override
        protected void updateItem(@Nullable EventLine event, boolean empty) {
            super.updateItem(event, empty);
            if (event == null || empty) {
                setGraphic(null);
                return;
            }
            ConsoleEvent what = event.what();
            time.setText(Figures.time(event.at()));
            topic.setText(Texts.text("topic", what.topic()));
            words.setText(Sentences.of(what).lines().findFirst().orElse(""));
            Controls.only(line, "tone-", what.tone());
            setGraphic(line);
        }
    }

    /// A line of a process's output: time, process, text.
    static final class OfLog extends ListCell<LogLine> {
        private final Label time = Controls.label("", "line-time");
        private final Label process = Controls.label("", "line-topic");
        private final Label words = Controls.label("", "line-output");
        private final HBox line = new HBox(time, process, words);

        OfLog() {
            line.getStyleClass().add("line");
        }

        @Override
        protected void updateItem(@Nullable LogLine log, boolean empty) {
            super.updateItem(log, empty);
            if (log == null || empty) {
                setGraphic(null);
                return;
            }
            time.setText(Figures.time(log.at()));
            process.setText(log.process());
            words.setText(log.text());
            setGraphic(line);
        }
    }
}
