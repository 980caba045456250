package io.monopod.console;

import io.monopod.console.desk.Archive;
import io.monopod.console.desk.Background;
import io.monopod.console.desk.Connection;
import io.monopod.console.desk.Inquiry;
import io.monopod.console.desk.Instances;
import io.monopod.console.desk.Notices;
import io.monopod.console.desk.Plays;
import io.monopod.console.desk.Runs;
import io.monopod.console.desk.SystemWatch;
import io.monopod.console.desk.Systems;
import io.monopod.console.desk.UiThread;
import io.monopod.console.live.LiveModel;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Refresher;

import java.time.InstantSource;

/// Everything behind the window, put together.
final class Workbench implements AutoCloseable {
    private final LiveModel live = new LiveModel();
    private final ConsoleModel model;
    private final Refresher refresher;

    Workbench(Systems systems, UiThread ui, InstantSource clock) {
        Background background = Background.threads();
        Notices notices = new Notices(live, clock, ui);
        SystemWatch watch = new SystemWatch(live, background, clock);
        Connection connection = new Connection(systems, watch, background, ui, notices);
        Runs runs = new Runs(live, background, ui, notices);
        model =
                new ConsoleModel(
                        connection,
                        runs,
                        new Plays(connection, runs),
                        new Instances(connection, watch, background, notices),
                        notices,
                        new Archive(runs, background, ui, notices),
                        new Inquiry(connection, background, ui));
        refresher = new Refresher(live, model::wish, clock, ui, model::show).start();
        model.clients().query().addListener((seen, old, now) -> refresher.poke());
        model.clients().selected().addListener((seen, old, now) -> refresher.poke());
    }

    ConsoleModel model() {
        return model;
    }

    LiveModel live() {
        return live;
    }

    /// Ends what runs and takes a local system down; may take seconds.
    @Override
    public void close() {
        refresher.close();
        model.connection().system().ifPresent(system -> system.close());
    }
}
