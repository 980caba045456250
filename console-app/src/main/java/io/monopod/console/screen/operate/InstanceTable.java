package io.monopod.console.screen.operate;

import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.control.LiveCell;
import io.monopod.console.control.LiveCell.Content;
import io.monopod.console.flow.PodTile;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.operate.InstancesModel;
import io.monopod.console.model.operate.PodOrder;
import io.monopod.console.service.PodAction;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.text.Figures;
import io.monopod.console.text.PodWords;
import io.monopod.console.text.Texts;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.kordamp.ikonli.feather.Feather;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Every listed instance in a row of its own.
final class InstanceTable extends TableView<String> {
    private final InstancesModel model;
    private final PodTile.Actions actions;

    InstanceTable(ConsoleModel console, PodTile.Actions actions) {
        this.model = console.instanceList();
        this.actions = actions;
        setId("instances");
        getStyleClass().addAll("client-table", "striped", "dense");
        setItems(model.listed());
        setPlaceholder(Controls.label(Texts.text("instances.none-match"), "muted"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        ObservableValue<Frame> frame = console.frame();
        add(frame, PodOrder.INSTANCE, 160, (pod, now) -> Content.plain(pod.name()));
        add(frame, PodOrder.STATE, 100, (pod, now) -> state(pod));
        add(frame, PodOrder.CLIENT, 110, (pod, now) -> Content.plain(PodWords.client(pod)));
        add(frame, PodOrder.AGE, 110, (pod, now) -> Content.plain(PodWords.sessionAge(pod, now)));
        add(frame, PodOrder.CALLS, 60, (pod, now) -> Content.plain(Figures.count(pod.calls())));
        add(frame, PodOrder.ADDRESS, 125, (pod, now) -> Content.plain(pod.facts().address()));
        add(frame, PodOrder.UP, 80, (pod, now) -> Content.plain(PodWords.uptime(pod, now)));
        add(
                frame,
                PodOrder.HEARTBEAT,
                90,
                (pod, now) -> Content.plain(PodWords.heartbeatAge(pod, now)));
        setSortPolicy(table -> sortByModel());
        ContextMenu menu = new ContextMenu();
        // An empty menu does not open.
        menu.getItems().add(new MenuItem(Texts.text("pod.clients")));
        menu.setOnShowing(event -> menu.getItems().setAll(items()));
        setContextMenu(menu);
    }

    private static Content state(Pod pod) {
        Ink ink =
                switch (pod.state()) {
                    case FREE -> Ink.OK;
                    case RESERVED -> Ink.DENIED;
                    case BUSY -> Ink.ACTIVE;
                    case DRAINING, QUARANTINED -> Ink.EXHAUSTED;
                    case PAUSED -> Ink.INTERNAL;
                    case LOST -> Ink.UNAVAILABLE;
                };
        return new Content(Texts.text("pod", pod.state()), ink);
    }

    private void add(
            ObservableValue<Frame> frame,
            PodOrder order,
            double width,
            BiFunction<Pod, Instant, Content> content) {
        TableColumn<String, String> column =
                LiveCell.column(
                        Texts.text("instance", order),
                        width,
                        frame,
                        name -> {
                            Pod pod = model.pod(name);
                            return pod == null
                                    ? Content.NOTHING
                                    : content.apply(pod, frame.getValue().at());
                        });
        column.setUserData(order);
        getColumns().add(column);
    }

    private boolean sortByModel() {
        if (getSortOrder().isEmpty()) {
            model.order().set(PodOrder.INSTANCE);
            model.descending().set(false);
        } else if (getSortOrder().getFirst().getUserData() instanceof PodOrder by) {
            model.order().set(by);
            model.descending()
                    .set(
                            getSortOrder().getFirst().getSortType()
                                    == TableColumn.SortType.DESCENDING);
        }
        return true;
    }

    List<Pod> selected() {
        return getSelectionModel().getSelectedItems().stream()
                .map(model::pod)
                .filter(pod -> pod != null)
                .toList();
    }

    /// What can be done to the instance that was clicked.
    private List<MenuItem> items() {
        List<Pod> pods = selected();
        if (pods.size() != 1) {
            return List.of(new MenuItem(Texts.text("instances.choose-one")));
        }
        Pod pod = pods.getFirst();
        List<MenuItem> items = new ArrayList<>();
        for (PodAction action : actions.possible(pod)) {
            items.add(
                    item(
                            Texts.text("pod.action", action),
                            PodTile.icon(action),
                            () -> actions.act(pod, action)));
        }
        items.add(item(Texts.text("pod.clients"), Feather.USERS, () -> actions.clients(pod)));
        if (actions.hasLog(pod)) {
            items.add(item(Texts.text("pod.log"), Feather.FILE_TEXT, () -> actions.log(pod)));
        }
        return List.copyOf(items);
    }

    private static MenuItem item(String words, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(words, Controls.icon(icon));
        item.setOnAction(event -> action.run());
        return item;
    }
}
