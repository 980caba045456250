package io.monopod.console.model.operate;

import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.RunView;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The runs of this window and the saved runs that were opened, to compare two of them.
public final class RunsModel {
    private static final int MAX_RUNS = 50;

    private final ObservableList<KeptRun> runs = FXCollections.observableArrayList();

    public RunsModel() {}

    /// Passes on what the next frame has.
    public void show(Frame frame) {
        RunView run = frame.run();
        if (run == null || run.running()) {
            return;
        }
        KeptRun kept = KeptRun.of(frame, run);
        if (runs.stream().noneMatch(kept::isSameRun)) {
            runs.addFirst(kept);
            if (runs.size() > MAX_RUNS) {
                runs.removeLast();
            }
        }
    }

    /// The newest first.
    public ObservableList<KeptRun> runs() {
        return runs;
    }
}
