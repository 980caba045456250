package io.monopod.console.service;

import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.SavedRun;
import io.monopod.console.state.LiveModel;
import io.monopod.console.state.Shown;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.ScenarioRun;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.load.Load;
import io.monopod.scenarios.load.LoadPlan;
import io.monopod.scenarios.report.RunRecord;
import io.monopod.scenarios.report.RunRecorder;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// The one active run: a scenario, or free clients.
public final class Runs {
    /// The maximum number of calls in an export; more would not fit the console's memory.
    private static final int MAX_CALLS = 20_000;

    private final LiveModel live;
    private final Shown shown;
    private final Background background;
    private final UiThread ui;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<Activity> activity =
            new ReadOnlyObjectWrapper<>(new Activity.Idle());
    private RunRecorder recorder = new RunRecorder(MAX_CALLS);

    /// The saved run that is shown; null if a live run is shown.
    private @Nullable RunRecord saved;

    public Runs(LiveModel live, Shown shown, Background background, UiThread ui, Notices notices) {
        this.live = live;
        this.shown = shown;
        this.background = background;
        this.ui = ui;
        this.notices = notices;
    }

    public ReadOnlyObjectProperty<Activity> activity() {
        return activity.getReadOnlyProperty();
    }

    /// The newest ended run, for its reports.
    public Optional<RunRecord> record() {
        return saved == null ? recorder.result() : Optional.of(saved);
    }

    /// Shows a saved run, until it is closed or another run begins.
    public void show(RunRecord record, Path file) {
        if (!activity.get().isIdle()) {
            notices.tell(Tone.WARNING, Texts.text("archive.not-now"));
            return;
        }
        saved = record;
        activity.set(new Activity.Reading());
        background.start(
                "show a saved run",
                () -> {
                    shown.open(new SavedRun(file, record.run().startedAt()), record.events());
                    ui.run(() -> activity.set(new Activity.Idle()));
                });
    }

    /// Shows again what happens now.
    public void closeSaved() {
        saved = null;
        shown.close();
    }

    /// Plays a scenario; does nothing if something runs.
    public void play(Scenario scenario, Parameters parameters, OpenSystem system) {
        if (!activity.get().isIdle()) {
            return;
        }
        ScenarioRun run =
                new ScenarioRun(scenario, parameters, system.tested(), system.credentials());
        RunListener listener = freshListener();
        Background.Job job =
                background.start(
                        scenario.name(),
                        () -> {
                            try {
                                run.play(listener);
                            } finally {
                                ui.run(() -> activity.set(new Activity.Idle()));
                            }
                        });
        activity.set(new Activity.Playing(scenario, job));
    }

    /// Adds free clients, to the running ones if there are any; does nothing while a scenario
    /// plays.
    public void add(LoadPlan plan, OpenSystem system) {
        FreeClients clients =
                switch (activity.get()) {
                    case Activity.Playing _, Activity.Stopping _, Activity.Reading _ -> null;
                    case Activity.Loading loading -> loading.clients();
                    case Activity.Idle idle -> beginLoad(system);
                };
        if (clients == null) {
            notices.tell(Tone.WARNING, Texts.text("load.not-now"));
        } else {
            clients.add(plan);
            notices.tell(Tone.NEUTRAL, Texts.text("load.added", plan.clients()));
        }
    }

    private FreeClients beginLoad(OpenSystem system) {
        Load load = Load.start(system.tested(), system.credentials(), freshListener());
        FreeClients clients = new FreeClients(load, background);
        activity.set(new Activity.Loading(clients));
        return clients;
    }

    /// Stops these free clients. Each ends its session first if its behaviour says so.
    public void stop(Collection<ClientId> ids) {
        if (activity.get() instanceof Activity.Loading(FreeClients clients)) {
            clients.stop(ids);
        }
    }

    /// Stops whatever runs, and ends the run.
    public void stop() {
        switch (activity.get()) {
            case Activity.Idle _, Activity.Stopping _, Activity.Reading _ -> {}
            case Activity.Playing playing -> {
                activity.set(new Activity.Stopping());
                playing.job().stop();
            }
            case Activity.Loading(FreeClients clients) -> {
                activity.set(new Activity.Stopping());
                background.start(
                        "stop load",
                        () -> {
                            clients.close();
                            ui.run(() -> activity.set(new Activity.Idle()));
                        });
            }
        }
    }

    /// Ends a load when all of its clients have ended, so that it can be reported.
    public void endWhenDone() {
        if (activity.get() instanceof Activity.Loading(FreeClients clients) && clients.isDone()) {
            stop();
        }
    }

    private RunListener freshListener() {
        recorder = new RunRecorder(MAX_CALLS);
        closeSaved();
        return live.and(recorder);
    }
}
