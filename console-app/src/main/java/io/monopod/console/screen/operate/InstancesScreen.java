package io.monopod.console.screen.operate;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.control.EmptyState;
import io.monopod.console.control.WhileShown;
import io.monopod.console.flow.PodGrid;
import io.monopod.console.flow.PodTile;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Texts;

import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
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

/// Every instance and its actions.
public final class InstancesScreen extends VBox {
    private final ConsoleModel model;
    private final Label summary = Controls.label("", "screen-title");
    private final Label source = Controls.label("", "muted");
    private final Button add;
    private final PodGrid grid;
    private final EmptyState empty;
    private final RoomPane room;
    private final StackPane body;
    private final InstanceTable table;
    private final InstanceBar bar;
    private final ObjectProperty<InstanceBar.Look> look =
            new SimpleObjectProperty<>(InstanceBar.Look.TILES);

    /// @param why explains why a session is where it is
    public InstancesScreen(
            ConsoleModel model, Commands commands, PodTile.Actions actions, Consumer<String> why) {
        this.model = model;
        room = new RoomPane(model, commands, why);
        grid = new PodGrid(actions, 320, PodGrid.Fill.ACROSS);
        add = Controls.button("instances.add", Feather.PLUS, model.instances()::add);
        add.setTooltip(Controls.tooltip(Texts.text("instances.add.hint")));
        empty =
                new EmptyState(
                        "instances.empty",
                        Feather.SERVER,
                        Controls.button("link.start", Feather.PLAY, model::startLocal, "accent"),
                        Controls.button(
                                "link.connect", Feather.LINK, () -> commands.run(Command.CONNECT)));
        getStyleClass().add("screen");
        table = new InstanceTable(model, actions);
        table.getStyleClass().add("card");
        bar = new InstanceBar(model, table, look);
        HBox head = Controls.row("screen-bar", new VBox(summary, source), Controls.spacer(), add);
        body = new StackPane(grid, table, empty);
        getChildren().addAll(head, bar, body, room);
        look.addListener((seen, old, now) -> show(model.frame().get()));
        model.instanceList().listed().addListener((InvalidationListener) seen -> showTilesIfSeen());
        WhileShown.follow(this, model.frame(), this::show);
    }

    private void show(Frame frame) {
        boolean nobody = frame.pods().isEmpty();
        boolean isTable = look.get() == InstanceBar.Look.TABLE;
        Controls.setShown(grid, !nobody && !isTable);
        Controls.setShown(table, !nobody && isTable);
        Controls.setShown(bar, !nobody);
        bar.show(frame);
        // The waiting room gets the space below the tiles; if it is empty, the tiles get it all.
        VBox.setVgrow(body, nobody || isTable ? Priority.ALWAYS : Priority.SOMETIMES);
        body.setMaxHeight(nobody || isTable ? Double.MAX_VALUE : USE_PREF_SIZE);
        body.setMinHeight(isTable ? 180 : USE_COMPUTED_SIZE);
        room.show(frame);
        Controls.setShown(room, !nobody);
        Controls.setShown(empty, nobody);
        Controls.setShown(add, frame.saved() == null && model.instances().canAdd());
        showTiles(frame);
        summary.setText(nobody ? Texts.text("view.instances") : counts(frame));
        source.setText(nobody ? "" : GatewayWords.source(frame));
    }

    private void showTilesIfSeen() {
        if (getScene() != null) {
            showTiles(model.frame().get());
        }
    }

    private void showTiles(Frame frame) {
        grid.show(model.instanceList().pods(), GatewayWords.seen(frame));
    }

    public void find() {
        bar.find();
    }

    private static String counts(Frame frame) {
        String states =
                Arrays.stream(PodState.values())
                        .filter(state -> frame.podsIn(state) > 0)
                        .map(state -> frame.podsIn(state) + " " + Texts.text("pod", state))
                        .collect(Collectors.joining(", "));
        return Texts.text("instances.summary", frame.pods().size(), states);
    }
}
