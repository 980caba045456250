package io.monopod.console.service;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.service.system.SystemWatch;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.SystemControl;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Actions on instances: on their processes if they are ours, through the gateway if it has an
/// admin API.
public final class Instances {
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Connection connection;
    private final SystemWatch watch;
    private final Background background;
    private final Notices notices;
    private final UiThread ui;

    public Instances(
            Connection connection,
            SystemWatch watch,
            Background background,
            UiThread ui,
            Notices notices) {
        this.connection = connection;
        this.watch = watch;
        this.background = background;
        this.notices = notices;
        this.ui = ui;
    }

    /// The actions that are possible now, in display order.
    public List<PodAction> possible(Pod pod) {
        List<PodAction> possible = new ArrayList<>();
        boolean served = connection.system().flatMap(OpenSystem::admin).isPresent();
        if (served && pod.state() != PodState.LOST) {
            if (pod.session() != null) {
                possible.add(PodAction.END_SESSION);
            }
            possible.add(pod.state() == PodState.DRAINING ? PodAction.UNDRAIN : PodAction.DRAIN);
        }
        if (pod.place() != null && control().isPresent()) {
            possible.addAll(ofProcess(pod.state()));
        }
        return possible;
    }

    private static List<PodAction> ofProcess(PodState state) {
        return switch (state) {
            case LOST -> List.of(PodAction.RESTART);
            case PAUSED -> List.of(PodAction.RESUME, PodAction.KILL);
            case FREE, RESERVED, BUSY, DRAINING, QUARANTINED ->
                    List.of(PodAction.PAUSE, PodAction.KILL, PodAction.RESTART);
        };
    }

    /// Performs the action; returns at once.
    public void act(Pod pod, PodAction action) {
        background.start(
                action + " " + pod.name(),
                () -> {
                    try {
                        perform(pod, action);
                        notices.tell(
                                tone(action), Texts.text("pod.done", action) + " " + pod.name());
                    } catch (IOException | IllegalArgumentException e) {
                        notices.tell(
                                Tone.BAD,
                                Texts.text(
                                        "pod.failed", pod.name(), String.valueOf(e.getMessage())));
                    } finally {
                        watch.refresh();
                    }
                });
    }

    private static Tone tone(PodAction action) {
        return action.isHarsh() ? Tone.WARNING : Tone.NEUTRAL;
    }

    private void perform(Pod pod, PodAction action) throws IOException, InterruptedException {
        switch (action) {
            case DRAIN -> admin().drain(pod.name());
            case UNDRAIN -> admin().undrain(pod.name());
            case END_SESSION -> admin().end(String.valueOf(pod.session()));
            case PAUSE -> ours().pauseInstance(place(pod));
            case RESUME -> ours().resumeInstance(place(pod));
            case KILL -> ours().killInstance(place(pod));
            case RESTART -> ours().restartInstance(place(pod));
        }
    }

    /// Ends the sessions of these instances, and waits until the gateway has let them go.
    ///
    /// @param then called on the UI thread; not if that fails
    public void endSessions(List<Pod> pods, Runnable then) {
        List<String> sessions = pods.stream().map(pod -> String.valueOf(pod.session())).toList();
        background.start(
                "end sessions",
                () -> {
                    try {
                        for (String session : sessions) {
                            admin().end(session);
                        }
                        awaitGone(sessions);
                        notices.tell(Tone.NEUTRAL, Texts.text("left.ended", sessions.size()));
                        ui.run(then);
                    } catch (IOException e) {
                        notices.tell(Tone.BAD, Failures.plain(e));
                    }
                });
    }

    /// Ends these sessions, of whatever users; returns at once.
    public void end(List<String> sessions) {
        each("end sessions", sessions, session -> admin().end(session), "sessions.ended");
    }

    /// Drains these instances; returns at once.
    public void drain(List<Pod> pods) {
        List<String> names = pods.stream().map(Pod::name).toList();
        each("drain instances", names, pod -> admin().drain(pod), "instances.drained");
    }

    private interface Step {
        void on(String id) throws IOException, InterruptedException;
    }

    /// Goes on after a failure, and tells how many there were and the first.
    private void each(String name, List<String> ids, Step step, String done) {
        background.start(
                name,
                () -> {
                    List<String> failures = new ArrayList<>();
                    for (String id : ids) {
                        try {
                            step.on(id);
                        } catch (IOException e) {
                            failures.add(Failures.plain(e));
                        }
                    }
                    int well = ids.size() - failures.size();
                    if (well > 0) {
                        notices.tell(Tone.NEUTRAL, Texts.text(done, well));
                    }
                    if (!failures.isEmpty()) {
                        notices.tell(
                                Tone.BAD,
                                Texts.text("bulk.failed", failures.size(), failures.getFirst()));
                    }
                    watch.refresh();
                });
    }

    private void awaitGone(List<String> sessions) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        while (admin().instances().stream().anyMatch(each -> isLeft(each, sessions))) {
            if (System.nanoTime() > deadline) {
                throw new IOException(Texts.text("left.stuck"));
            }
            // The interval between two reads.
            Thread.sleep(100);
        }
    }

    private static boolean isLeft(InstanceReport report, List<String> sessions) {
        return report.session() != null && sessions.contains(report.session());
    }

    /// Starts one more instance.
    public void add() {
        background.start(
                "add instance",
                () -> {
                    try {
                        notices.tell(
                                Tone.GOOD, Texts.text("pod.added", ours().addInstance().pod()));
                    } catch (IOException e) {
                        notices.tell(Tone.BAD, String.valueOf(e.getMessage()));
                    } finally {
                        watch.refresh();
                    }
                });
    }

    public boolean canAdd() {
        return control().isPresent();
    }

    private Optional<SystemControl> control() {
        return connection.system().flatMap(system -> system.tested().control());
    }

    private SystemControl ours() throws IOException {
        return control().orElseThrow(() -> new IOException(Texts.text("pod.not-ours")));
    }

    private GatewayAdmin admin() throws IOException {
        return connection
                .system()
                .flatMap(OpenSystem::admin)
                .orElseThrow(() -> new IOException(Texts.text("pod.no-admin")));
    }

    private static String place(Pod pod) throws IOException {
        String place = pod.place();
        if (place == null) {
            throw new IOException(Texts.text("pod.not-ours"));
        }
        return place;
    }
}
