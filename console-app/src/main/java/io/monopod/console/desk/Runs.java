package io.monopod.console.desk;

import io.monopod.console.live.Happening.Tone;
import io.monopod.console.live.LiveModel;
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
import io.monopod.scenarios.system.Credentials;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/// The one run that goes on: a scenario, or free clients.
public final class Runs {
    /// What an export holds at most; more would not fit the memory that the console may take.
    private static final int MOST_CALLS = 20_000;

    private final LiveModel live;
    private final Supplier<Credentials> credentials;
    private final Background background;
    private final UiThread ui;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<Activity> activity =
            new ReadOnlyObjectWrapper<>(new Activity.Idle());
    private RunRecorder recorder = new RunRecorder(MOST_CALLS);

    public Runs(
            LiveModel live,
            Supplier<Credentials> credentials,
            Background background,
            UiThread ui,
            Notices notices) {
        this.live = live;
        this.credentials = credentials;
        this.background = background;
        this.ui = ui;
        this.notices = notices;
    }

    public ReadOnlyObjectProperty<Activity> activity() {
        return activity.getReadOnlyProperty();
    }

    /// The newest run that has ended, for its reports.
    public Optional<RunRecord> record() {
        return recorder.result();
    }

    /// Plays a scenario; nothing if something runs.
    public void play(Scenario scenario, Parameters parameters, OpenSystem system) {
        if (!activity.get().isIdle()) {
            return;
        }
        ScenarioRun run = new ScenarioRun(scenario, parameters, system.tested(), credentials.get());
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
        activity.set(new Activity.Playing(scenario, job, false));
    }

    /// Adds free clients, to those that run if there are any.
    public void add(LoadPlan plan, OpenSystem system) {
        switch (activity.get()) {
            case Activity.Playing playing -> {}
            case Activity.Loading(Load load) ->
                    background.start("add clients", () -> load.add(plan));
            case Activity.Idle idle -> {
                Load load = Load.start(system.tested(), credentials.get(), freshListener());
                activity.set(new Activity.Loading(load));
                background.start("add clients", () -> load.add(plan));
            }
        }
        notices.tell(Tone.NEUTRAL, Texts.text("load.added", plan.clients()));
    }

    /// Stops these free clients; each ends its session first if it was to.
    public void stop(Collection<ClientId> clients) {
        if (activity.get() instanceof Activity.Loading(Load load)) {
            background.start("stop clients", () -> clients.forEach(load::stop));
        }
    }

    /// Stops what runs, and ends the run.
    public void stop() {
        switch (activity.get()) {
            case Activity.Idle idle -> {}
            case Activity.Playing(Scenario scenario, Background.Job job, boolean stopping) -> {
                activity.set(new Activity.Playing(scenario, job, true));
                job.stop();
            }
            case Activity.Loading(Load load) ->
                    background.start(
                            "stop load",
                            () -> {
                                load.close();
                                ui.run(() -> activity.set(new Activity.Idle()));
                            });
        }
    }

    private RunListener freshListener() {
        recorder = new RunRecorder(MOST_CALLS);
        return live.and(recorder);
    }
}
