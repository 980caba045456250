package io.monopod.console.desk;

import io.monopod.console.live.Happening;
import io.monopod.console.live.Happening.Tone;
import io.monopod.console.live.LiveModel;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/// What the person is told of what they asked for: at once, and in the list of events for later.
/// May be told from any thread.
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

    /// Never equal to another: the same words may be said twice.
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
        live.note(clock.instant(), new Happening.Done(tone, text));
        ui.run(() -> newest.set(new Notice(tone, text)));
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<@Nullable Notice> newest() {
        return newest.getReadOnlyProperty();
    }
}
