package io.monopod.console.state;

import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.SavedRun;
import io.monopod.scenarios.event.RunEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What the screen shows: what happens now, or a saved run, which keeps apart from it. Any thread
/// may use it.
public final class Shown {
    private final LiveModel live;

    /// Counts openings and closings, so that each changes the frame.
    private final AtomicLong turns = new AtomicLong();

    private volatile @Nullable Saved saved;

    private record Saved(SavedRun run, LiveModel model) {}

    public Shown(LiveModel live) {
        this.live = live;
    }

    /// Shows a saved run. Takes a while for a long one.
    public void open(SavedRun run, List<RunEvent> events) {
        LiveModel model = new LiveModel(new RecordedHolders(events));
        events.forEach(model::on);
        // Nothing moves in a run that is over.
        model.frame(Frame.Request.STANDARD, run.startedAt());
        saved = new Saved(run, model);
        turns.incrementAndGet();
    }

    /// Shows what happens now.
    public void close() {
        if (saved != null) {
            saved = null;
            turns.incrementAndGet();
        }
    }

    /// Counts updates; an equal count means an equal frame, except for the time.
    public long changes() {
        return live.changes() + turns.get();
    }

    /// @param now the right end of the time axis while a run goes on
    public Frame frame(Frame.Request request, Instant now) {
        Saved open = saved;
        long before = turns.get();
        Frame current = live.frame(request, now);
        long number = current.number() + before;
        return open == null
                ? current.numbered(number)
                : open.model().frame(request, now).beside(current, number, open.run());
    }
}
