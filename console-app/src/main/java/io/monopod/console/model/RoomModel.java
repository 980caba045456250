package io.monopod.console.model;

import io.monopod.console.live.Frame;
import io.monopod.console.live.WaitingRoom;
import io.monopod.console.live.WaitingRoom.Guest;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The waiting room: who stands in line, by their sessions, and which of them is looked at.
public final class RoomModel {
    private final RowList<String> listed = new RowList<>();
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();
    private final Map<String, Guest> guests = new HashMap<>();
    private WaitingRoom room = Frame.EMPTY.room();

    RoomModel() {}

    void show(Frame frame) {
        room = frame.room();
        guests.clear();
        room.guests().forEach(guest -> guests.put(guest.place().session(), guest));
        listed.become(room.guests().stream().map(guest -> guest.place().session()).toList());
    }

    /// The head of the line first.
    public ObservableList<String> listed() {
        return listed;
    }

    public ObjectProperty<@Nullable String> selected() {
        return selected;
    }

    /// Null if it does not wait any more.
    public @Nullable Guest guest(String session) {
        return guests.get(session);
    }

    /// How long it has waited until now.
    public Duration waited(Guest guest) {
        Duration waited = Duration.between(guest.place().since(), room.at());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /// How many wait, of how many that may, and for how long.
    public String told() {
        int waiting = room.guests().size();
        if (!room.told()) {
            return Texts.text("room.unknown");
        }
        return waiting == 0
                ? Texts.text("room.places", room.places())
                : Texts.text("room.told", waiting, room.places(), Figures.duration(room.longest()));
    }
}
