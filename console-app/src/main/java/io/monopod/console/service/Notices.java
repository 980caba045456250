package io.monopod.console.service;

import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.state.LiveModel;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/// Tells the user the result of an action, at once and in the event list. May be called from any
/// thread.
public final class Notices {
    private final LiveModel live;
    private final InstantSource clock;
    private final UiThread ui;
    private final ReadOnlyObjectWrapper<@Nullable Notice> newest = new ReadOnlyObjectWrapper<>();

    public Notices(LiveModel live, InstantSource clock, UiThread ui) {
        this.live = live;
        this.clock = clock;
        this.ui = ui;
    }

    /// Compared by identity, because the same text may appear twice.
    public static final class Notice {
        private final Tone tone;
        private final String text;

        private Notice(Tone tone, String text) {
            this.tone = tone;
            this.text = text;
        }

        public Tone tone() {
            return tone;
        }

        public String text() {
            return text;
        }
    }

    public void tell(Tone tone, String text) {
        live.note(clock.instant(), new ConsoleEvent.Done(tone, text));
        ui.run(() -> newest.set(new Notice(tone, text)));
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<@Nullable Notice> newest() {
        return newest.getReadOnlyProperty();
    }
}
