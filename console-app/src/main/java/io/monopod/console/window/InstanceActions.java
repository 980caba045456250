package io.monopod.console.window;

import io.monopod.console.flow.PodTile;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Question;
import io.monopod.console.model.View;
import io.monopod.console.service.PodAction;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.text.Texts;

import java.util.List;
import java.util.function.Consumer;

/// Performs a tile's actions. An action that may cost somebody a session needs confirmation.
final class InstanceActions implements PodTile.Actions {
    private final ConsoleModel model;
    private final Consumer<String> why;

    /// @param why explains why a session is where it is
    InstanceActions(ConsoleModel model, Consumer<String> why) {
        this.model = model;
        this.why = why;
    }

    @Override
    public List<PodAction> possible(Pod pod) {
        // A saved run has no instances to act on.
        return model.frame().get().saved() == null ? model.instances().possible(pod) : List.of();
    }

    @Override
    public void act(Pod pod, PodAction action) {
        // No confirmation if the instance has no session.
        if (!action.isHarsh() || pod.session() == null) {
            model.instances().act(pod, action);
            return;
        }
        model.questions()
                .ask(
                        new Question(
                                Texts.text("confirm." + key(action), pod.name()),
                                Texts.text("confirm.loses", who(pod)),
                                Texts.text("pod.action", action),
                                () -> model.instances().act(pod, action)));
    }

    @Override
    public void why(Pod pod) {
        why.accept(String.valueOf(pod.session()));
    }

    @Override
    public void clients(Pod pod) {
        model.clients().showAll();
        model.clients().showPod(pod.name());
        model.view().set(View.CLIENTS);
    }

    @Override
    public boolean hasLog(Pod pod) {
        return pod.place() != null;
    }

    @Override
    public void log(Pod pod) {
        model.events().showLog(String.valueOf(pod.place()));
        model.view().set(View.EVENTS);
    }

    private static String key(PodAction action) {
        return switch (action) {
            case KILL -> "kill";
            case RESTART -> "restart";
            case END_SESSION -> "end-session";
            case DRAIN, UNDRAIN, PAUSE, RESUME ->
                    throw new IllegalArgumentException("nothing to confirm");
        };
    }

    private static String who(Pod pod) {
        Pod.Holder client = pod.client();
        return client == null ? String.valueOf(pod.session()) : client.label();
    }
}
