package io.monopod.console.screen;

import io.monopod.console.control.FactGrid;
import io.monopod.console.snapshot.client.SessionRecord;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Reasons;
import io.monopod.console.text.Texts;

import javafx.scene.Node;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What the gateway reported about a client's session.
final class SessionFacts {
    private SessionFacts() {}

    static Node of(String session, SessionRecord record) {
        return new FactGrid()
                .fact("details.session", session)
                .fact("details.waits", waits(record.waits()))
                .fact("details.waited", waited(record.waited()))
                .fact("details.replays", replays(record.replays()))
                .fact("details.ended", ended(record.end()));
    }

    private static String waits(SessionRecord.@Nullable Place place) {
        if (place == null) {
            return "";
        }
        String words =
                Texts.text("details.waits.place", place.position(), Figures.clock(place.since()));
        Duration expected = place.expected();
        return expected == null
                ? words
                : words + ", " + Texts.text("room.about", Figures.roughly(expected));
    }

    private static String waited(@Nullable Duration waited) {
        return waited == null ? "" : Figures.duration(waited);
    }

    private static String replays(int replays) {
        return replays == 0 ? "" : Texts.text("details.replays.calls", replays);
    }

    private static String ended(SessionRecord.@Nullable End end) {
        return end == null
                ? ""
                : Texts.text(
                        "details.ended.how",
                        Reasons.ofEnd(end.reason()),
                        Figures.clock(end.at()),
                        Figures.duration(end.held()));
    }
}
