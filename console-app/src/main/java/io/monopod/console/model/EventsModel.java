package io.monopod.console.model;

import io.monopod.console.snapshot.ConsoleEvent.Topic;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.LogLine;
import io.monopod.console.text.Sentences;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// The event list and the process log, each with its filter.
public final class EventsModel {
    private final RowList<EventLine> events = new RowList<>();
    private final RowList<LogLine> log = new RowList<>();
    private final ObjectProperty<@Nullable Topic> topic = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable String> process = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(Source.EVENTS);
    private Frame frame = Frame.EMPTY;

    /// What is listed.
    public enum Source {
        EVENTS,
        OUTPUT
    }

    EventsModel() {
        topic.addListener((seen, old, now) -> list());
        process.addListener((seen, old, now) -> list());
        text.addListener((seen, old, now) -> list());
    }

    void show(Frame next) {
        boolean changed = next.events() != frame.events() || next.log() != frame.log();
        frame = next;
        if (changed) {
            list();
        }
    }

    private void list() {
        String wanted = text.get().strip().toLowerCase(Locale.ROOT);
        events.become(frame.events().stream().filter(line -> matches(line, wanted)).toList());
        log.become(frame.log().stream().filter(line -> matches(line, wanted)).toList());
    }

    private boolean matches(EventLine line, String wanted) {
        return (topic.get() == null || line.what().topic() == topic.get())
                && (wanted.isEmpty() || contains(Sentences.of(line.what()), wanted));
    }

    private boolean matches(LogLine line, String wanted) {
        return (process.get() == null || line.process().equals(process.get()))
                && (wanted.isEmpty() || contains(line.text(), wanted));
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /// Oldest first.
    public ObservableList<EventLine> events() {
        return events;
    }

    /// Oldest first.
    public ObservableList<LogLine> log() {
        return log;
    }

    /// The filter; null for all.
    public ObjectProperty<@Nullable Topic> topic() {
        return topic;
    }

    /// The filter; null for all.
    public ObjectProperty<@Nullable String> process() {
        return process;
    }

    public ObjectProperty<Source> source() {
        return source;
    }

    /// Lists what this process wrote.
    public void showLog(String name) {
        source.set(Source.OUTPUT);
        process.set(name);
        text.set("");
    }

    public StringProperty text() {
        return text;
    }

    /// The processes that have written output.
    public List<String> processes() {
        return frame.log().stream().map(LogLine::process).distinct().sorted().toList();
    }
}
