package io.monopod.console.screen;

import io.monopod.console.desk.PodAction;
import io.monopod.console.live.Pod;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.PodTile;

import java.util.List;

/// Does what a tile is asked for, after it has asked back where somebody may lose a session.
final class PodDesk implements PodTile.Actions {
    private final ConsoleModel model;

    PodDesk(ConsoleModel model) {
        this.model = model;
    }

    @Override
    public List<PodAction> possible(Pod pod) {
        return model.instances().possible(pod);
    }

    @Override
    public void act(Pod pod, PodAction action) {
        model.instances().act(pod, action);
    }
}
