package io.monopod.console.screen;

import atlantafx.base.controls.CustomTextField;

import io.monopod.console.control.Controls;
import io.monopod.console.control.Segments;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.EventsModel;
import io.monopod.console.model.EventsModel.Source;
import io.monopod.console.snapshot.ConsoleEvent.Topic;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.LogLine;
import io.monopod.console.text.Texts;

import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// The events in words, and the output of the local system's processes.
public final class EventsScreen extends VBox {
    private final EventsModel model;
    private final ToggleButton follow =
            new ToggleButton(Texts.text("events.follow"), Controls.icon(Feather.CHEVRONS_DOWN));
    private final CustomTextField search = new CustomTextField();

    public EventsScreen(ConsoleModel console) {
        model = console.events();
        getStyleClass().add("screen");
        ListView<EventLine> events = followed(new ListView<>(model.events()), "events");
        events.setCellFactory(each -> new EventCells.OfEvent());
        ListView<LogLine> log = followed(new ListView<>(model.log()), "log");
        log.setCellFactory(each -> new EventCells.OfLog());
        HBox topics = topics();
        HBox processes = processes();
        follow.setSelected(true);
        follow.setTooltip(Controls.tooltip(Texts.text("events.follow.hint")));
        search.setPromptText(Texts.text("events.search"));
        search.setLeft(Controls.icon(Feather.SEARCH));
        search.textProperty().bindBidirectional(model.text());
        Segments<Source> sources = Segments.of(Source.values(), "events.source", model.source());
        HBox bar =
                Controls.row(
                        "screen-bar",
                        sources,
                        topics,
                        processes,
                        Controls.spacer(),
                        follow,
                        search);
        StackPane body = new StackPane(events, log);
        body.getStyleClass().addAll("card", "table-card");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(bar, body);
        model.source().addListener((seen, old, now) -> show(events, log, topics, processes));
        show(events, log, topics, processes);
    }

    private void show(ListView<?> events, ListView<?> log, HBox topics, HBox processes) {
        boolean isEvents = model.source().get() == Source.EVENTS;
        Controls.setShown(events, isEvents);
        Controls.setShown(topics, isEvents);
        Controls.setShown(log, !isEvents);
        Controls.setShown(processes, !isEvents);
    }

    /// Keeps the newest line visible until the user scrolls.
    private <T> ListView<T> followed(ListView<T> list, String id) {
        list.setId(id);
        list.getStyleClass().addAll("line-list", "edge-to-edge", "dense");
        list.setPlaceholder(Controls.label(Texts.text(id + ".empty"), "muted"));
        list.getItems().addListener((InvalidationListener) seen -> scrollToEnd(list));
        follow.selectedProperty().addListener((seen, old, now) -> scrollToEnd(list));
        list.setOnScroll(
                event -> follow.setSelected(follow.isSelected() && event.getDeltaY() <= 0));
        return list;
    }

    private void scrollToEnd(ListView<?> list) {
        if (follow.isSelected() && !list.getItems().isEmpty()) {
            list.scrollTo(list.getItems().size() - 1);
        }
    }

    private HBox topics() {
        ObjectProperty<Optional<Topic>> chosen = new SimpleObjectProperty<>(Optional.empty());
        chosen.addListener((seen, old, now) -> model.topic().set(now.orElse(null)));
        var choices =
                Stream.concat(
                        Stream.of(Optional.<Topic>empty()),
                        Arrays.stream(Topic.values()).map(Optional::of));
        return new HBox(new Segments<>(choices.toList(), EventsScreen::words, chosen));
    }

    private static String words(Optional<Topic> topic) {
        return topic.map(one -> Texts.text("topic", one)).orElse(Texts.text("topic.all"));
    }

    private HBox processes() {
        ComboBox<String> box = new ComboBox<>();
        String all = Texts.text("events.all-processes");
        box.getItems().setAll(all);
        box.setValue(all);
        box.setAccessibleText(all);
        box.setOnShowing(
                event -> {
                    String chosen = box.getValue();
                    box.getItems().setAll(all);
                    box.getItems().addAll(model.processes());
                    box.setValue(chosen);
                });
        box.setId("log-process");
        model.process().addListener((seen, old, now) -> box.setValue(now == null ? all : now));
        box.valueProperty()
                .addListener(
                        (seen, old, now) ->
                                model.process().set(now == null || now.equals(all) ? null : now));
        return new HBox(box);
    }

    public void find() {
        search.requestFocus();
        search.selectAll();
    }
}
