package io.monopod.console.model;

import io.monopod.console.service.Instances;
import io.monopod.console.service.Runs;
import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.text.Texts;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the user before something that runs is lost.
public final class Questions {
    private final Connection connection;
    private final Runs runs;
    private final Instances instances;
    private final ReadOnlyObjectWrapper<@Nullable Question> newest = new ReadOnlyObjectWrapper<>();

    Questions(Connection connection, Runs runs, Instances instances) {
        this.connection = connection;
        this.runs = runs;
        this.instances = instances;
    }

    /// The window shows it.
    public void ask(Question what) {
        newest.set(what);
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<@Nullable Question> newest() {
        return newest.getReadOnlyProperty();
    }

    /// Does this at once if nothing is lost by leaving the open system, or else asks first.
    void leaving(Frame frame, String act, Runnable then) {
        String loss = loss(frame);
        if (loss.isEmpty()) {
            then.run();
        } else {
            ask(new Question(Texts.text("leave.title"), loss, act, then));
        }
    }

    /// What ends with the open system; empty if nothing does.
    private String loss(Frame frame) {
        Optional<OpenSystem> system = connection.system();
        if (system.isEmpty()) {
            return "";
        }
        List<String> losses = new ArrayList<>();
        if (!runs.activity().get().isIdle()) {
            losses.add(Texts.text("leave.run"));
        }
        if (system.get().spec() != null) {
            long sessions = frame.pods().stream().filter(pod -> pod.session() != null).count();
            losses.add(Texts.text("leave.local", frame.livePods(), sessions));
        }
        return String.join(" ", losses);
    }

    /// Asks before sessions are ended, of whatever users.
    public void beforeEnd(List<String> sessions) {
        if (!sessions.isEmpty()) {
            ask(
                    new Question(
                            Texts.text("sessions.end.title", sessions.size()),
                            Texts.text("sessions.end.text"),
                            Texts.text("sessions.end.act"),
                            () -> instances.end(sessions)));
        }
    }

    /// Offers to end the sessions that are left on instances, because with them an overload would
    /// fail its checks.
    void beforeOverload(Frame frame, Runnable run) {
        List<Pod> left = left(frame);
        if (left.isEmpty()) {
            run.run();
            return;
        }
        ask(
                new Question(
                        Texts.text("left.title", left.size()),
                        Texts.text("left.text"),
                        List.of(
                                new Question.Choice(
                                        Texts.text("left.end"),
                                        () -> instances.endSessions(left, run)),
                                new Question.Choice(Texts.text("left.anyway"), run))));
    }

    /// Instances that serve sessions although nothing runs: of clients that left them behind, or of
    /// anybody in a system of ours.
    private List<Pod> left(Frame frame) {
        Optional<OpenSystem> system = connection.system();
        if (system.isEmpty() || !runs.activity().get().isIdle()) {
            return List.of();
        }
        boolean ours = system.get().spec() != null;
        return frame.pods().stream()
                .filter(pod -> pod.session() != null && (ours || pod.client() != null))
                .toList();
    }
}
