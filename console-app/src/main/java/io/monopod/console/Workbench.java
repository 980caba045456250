package io.monopod.console;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Refresher;
import io.monopod.console.service.Archive;
import io.monopod.console.service.Background;
import io.monopod.console.service.Inquiry;
import io.monopod.console.service.Instances;
import io.monopod.console.service.Notices;
import io.monopod.console.service.RunStarter;
import io.monopod.console.service.Runs;
import io.monopod.console.service.UiThread;
import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.SystemWatch;
import io.monopod.console.service.system.Systems;
import io.monopod.console.state.LiveModel;
import io.monopod.console.state.Shown;

import java.time.InstantSource;

/// Builds and connects everything behind the window.
final class Workbench implements AutoCloseable {
    private final LiveModel live = new LiveModel();
    private final Shown shown = new Shown(live);
    private final ConsoleModel model;
    private final Refresher refresher;

    Workbench(Systems systems, UiThread ui, InstantSource clock) {
        Background background = Background.threads();
        Notices notices = new Notices(live, clock, ui);
        SystemWatch watch = new SystemWatch(live, background, clock);
        Connection connection = new Connection(systems, watch, background, ui, notices);
        Runs runs = new Runs(live, shown, background, ui, notices);
        model =
                new ConsoleModel(
                        connection,
                        runs,
                        new RunStarter(connection, runs, notices),
                        new Instances(connection, watch, background, ui, notices),
                        notices,
                        new Archive(runs, background, ui, notices),
                        new Inquiry(connection, background, ui));
        refresher = new Refresher(shown, model.requests()::newest, clock, ui, model::show).start();
        model.requests().onChange(refresher::poke);
    }

    ConsoleModel model() {
        return model;
    }

    LiveModel live() {
        return live;
    }

    /// Stops the run and shuts down a local system. May take seconds.
    @Override
    public void close() {
        refresher.close();
        model.connection().shutDown();
    }
}
