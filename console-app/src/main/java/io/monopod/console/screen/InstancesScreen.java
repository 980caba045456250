package io.monopod.console.screen;

import io.monopod.console.live.Frame;
import io.monopod.console.live.PodState;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.EmptyState;
import io.monopod.console.part.Parts;
import io.monopod.console.part.PodGrid;
import io.monopod.console.part.PodTile;
import io.monopod.console.text.Texts;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Every instance, and what can be done to it.
final class InstancesScreen extends VBox {
    private final ConsoleModel model;
    private final Label summary = Parts.label("", "screen-title");
    private final Label source = Parts.label("", "muted");
    private final Button add;
    private final PodGrid grid;
    private final EmptyState empty;
    private final RoomPane room;
    private final StackPane body;

    /// @param why says why a session is where it is
    InstancesScreen(
            ConsoleModel model, Commands commands, PodTile.Actions actions, Consumer<String> why) {
        this.model = model;
        room = new RoomPane(model, commands, why);
        grid = new PodGrid(actions, 320, PodGrid.Fill.ACROSS);
        add = Parts.button("instances.add", Feather.PLUS, model.instances()::add);
        add.setTooltip(Parts.tooltip(Texts.text("instances.add.hint")));
        empty =
                new EmptyState(
                        "instances.empty",
                        Feather.SERVER,
                        Parts.button("link.start", Feather.PLAY, model::startLocal, "accent"),
                        Parts.button(
                                "link.connect", Feather.LINK, () -> commands.run(Command.CONNECT)));
        getStyleClass().add("screen");
        HBox bar = new HBox(new VBox(summary, source), Parts.spacer(), add);
        bar.getStyleClass().add("screen-bar");
        body = new StackPane(grid, empty);
        grid.getStyleClass().add("from-top");
        getChildren().addAll(bar, body, room);
        model.frame().addListener((seen, old, now) -> show(now));
        show(model.frame().get());
    }

    private void show(Frame frame) {
        boolean nobody = frame.pods().isEmpty();
        Parts.setShown(grid, !nobody);
        // The line gets what the tiles leave, or else the tiles get all.
        VBox.setVgrow(body, nobody ? Priority.ALWAYS : Priority.SOMETIMES);
        body.setMaxHeight(nobody ? Double.MAX_VALUE : USE_PREF_SIZE);
        room.show(frame);
        Parts.setShown(room, !nobody);
        Parts.setShown(empty, nobody);
        Parts.setShown(add, model.instances().canAdd());
        grid.show(frame.pods());
        summary.setText(nobody ? Texts.text("view.instances") : told(frame));
        String key = frame.gatewayTells() ? "status.gateway" : "status.answers";
        source.setText(nobody ? "" : Texts.text(key));
    }

    private static String told(Frame frame) {
        String states =
                Arrays.stream(PodState.values())
                        .filter(state -> frame.podsIn(state) > 0)
                        .map(state -> frame.podsIn(state) + " " + Texts.text("pod", state))
                        .collect(Collectors.joining(", "));
        return Texts.text("instances.summary", frame.pods().size(), states);
    }
}
