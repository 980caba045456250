package io.monopod.console.model.operate;

import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.SavedRun;
import io.monopod.console.snapshot.Story;

/// A run that has ended, as it is compared with others.
///
/// @param source the file of a saved run; empty for one of this window
public record KeptRun(RunView run, Story story, Outcomes outcomes, String source) {
    static KeptRun of(Frame frame, RunView run) {
        SavedRun saved = frame.saved();
        return new KeptRun(
                run, frame.story(), frame.outcomes(), saved == null ? "" : saved.file().toString());
    }

    boolean isSameRun(KeptRun other) {
        return run.info().equals(other.run.info());
    }
}
