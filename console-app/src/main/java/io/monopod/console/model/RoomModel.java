package io.monopod.console.model;

import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.WaitingRoom;
import io.monopod.console.snapshot.WaitingRoom.Entry;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The waiting room: the sessions in line and the selected one.
public final class RoomModel {
    private final RowList<String> listed = new RowList<>();
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();
    private final Map<String, Entry> waiting = new HashMap<>();
    private WaitingRoom room = Frame.EMPTY.room();

    RoomModel() {}

    void show(Frame frame) {
        room = frame.room();
        waiting.clear();
        room.waiting().forEach(entry -> waiting.put(entry.place().session(), entry));
        listed.become(room.waiting().stream().map(entry -> entry.place().session()).toList());
    }

    /// Head of the line first.
    public ObservableList<String> listed() {
        return listed;
    }

    public ObjectProperty<@Nullable String> selected() {
        return selected;
    }

    /// The waiting session; null if it is no longer waiting.
    public @Nullable Entry entry(String session) {
        return waiting.get(session);
    }

    /// How long it has waited so far.
    public Duration waited(Entry entry) {
        Duration waited = Duration.between(entry.place().since(), room.at());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /// How many sessions wait, the limit, and the expected wait.
    public String summary() {
        int waiting = room.waiting().size();
        if (!room.known()) {
            return Texts.text("room.unknown");
        }
        return waiting == 0
                ? Texts.text("room.places", room.places())
                : Texts.text("room.told", waiting, room.places(), Figures.roughly(room.longest()));
    }
}
