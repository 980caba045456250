package io.monopod.console.screen.operate;

import atlantafx.base.controls.CustomTextField;

import io.monopod.console.control.Choice;
import io.monopod.console.control.Controls;
import io.monopod.console.control.Segments;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.operate.InstancesModel;
import io.monopod.console.model.operate.PodOrder;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Searches, filters and sorts the instances, and acts on all that are chosen.
final class InstanceBar extends VBox {
    private final ConsoleModel console;
    private final InstancesModel model;
    private final InstanceTable table;
    private final CustomTextField search = new CustomTextField();
    private final Segments<Optional<PodState>> states;
    private final Button drain;
    private final Button end;
    private final Choice<PodOrder> order;

    InstanceBar(ConsoleModel console, InstanceTable table, ObjectProperty<Look> look) {
        this.console = console;
        this.model = console.instanceList();
        this.table = table;
        getStyleClass().add("instance-bar");
        search.setId("instance-search");
        search.setPromptText(Texts.text("instances.search"));
        search.setLeft(Controls.icon(Feather.SEARCH));
        search.setPrefWidth(220);
        search.setMinWidth(120);
        search.textProperty().bindBidirectional(model.text());
        var choices =
                Stream.concat(
                        Stream.of(Optional.<PodState>empty()),
                        Arrays.stream(PodState.values()).map(Optional::of));
        states = new Segments<>(choices.toList(), InstanceBar::words, model.state());
        order =
                new Choice<>(
                        "instance-order",
                        PodOrder.values(),
                        "instance.by",
                        Texts.text("instances.order"),
                        model.order());
        drain = Controls.button("instances.drain", Feather.LOG_OUT, this::drain, "small");
        drain.setId("drain-chosen");
        end = Controls.button("instances.end", Feather.USER_X, this::end, "small");
        end.setId("end-chosen");
        FlowPane bar = new FlowPane(8, 8);
        bar.getChildren()
                .addAll(
                        states,
                        search,
                        order,
                        Segments.of(Look.values(), "instances.look", look),
                        drain,
                        end);
        bar.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(bar);
        look.subscribe(this::follow);
    }

    /// How the instances are shown.
    enum Look {
        TILES,
        TABLE
    }

    /// Only a table has chosen rows, and columns to sort by.
    private void follow(Look look) {
        Controls.setShown(drain, look == Look.TABLE);
        Controls.setShown(end, look == Look.TABLE);
        Controls.setShown(order, look == Look.TILES);
    }

    private static String words(Optional<PodState> state) {
        return state.map(one -> Texts.text("pod", one)).orElse(Texts.text("instances.all"));
    }

    void show(Frame frame) {
        for (PodState state : PodState.values()) {
            int count = frame.podsIn(state);
            states.say(Optional.of(state), words(Optional.of(state)) + "  " + count);
            states.offer(Optional.of(state), count > 0);
        }
    }

    private void drain() {
        List<Pod> pods = table.selected();
        if (!pods.isEmpty()) {
            console.instances().drain(pods);
        }
    }

    private void end() {
        List<String> sessions =
                table.selected().stream()
                        .map(Pod::session)
                        .filter(session -> session != null)
                        .toList();
        console.questions().beforeEnd(sessions);
    }

    void find() {
        search.requestFocus();
        search.selectAll();
    }
}
